package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedOther;

/// Writes objects of the kinds that nobody looks for: what waits is whole, of the others the shape.
final class OtherFiller implements Filler<PlannedOther> {
  private final Scene scene;
  private final ObjectAllocator allocator;
  private final Directories directories;

  OtherFiller(Scene scene, ObjectAllocator allocator, Directories directories) {
    this.scene = scene;
    this.allocator = allocator;
    this.directories = directories;
  }

  private int bytes(PlannedOther o) {
    return switch (o.kind()) {
      case TOKEN -> scene.size("_TOKEN");
      case JOB -> scene.size("_EJOB");
      case DIRECTORY -> scene.size("_OBJECT_DIRECTORY");
      default -> o.kind().bytes(scene.word());
    };
  }

  @Override
  public Placed allocate(PlannedOther o) {
    long creator = scene.address(o.creator());
    int handles = o.live() ? scene.handleCounts().to(o.id()) : 0;
    ObjectSpec spec =
        ObjectSpec.of(o.kind().typeName(), bytes(o), o.kind().paged())
            .chargedTo(creator, creator != scene.systemProcess())
            .counted(handles, 1 + scene.draws().below(3));
    if (!o.name().isEmpty()) {
      spec.named(Directories.nameOf(o.name()), directories.parentOf(o.name()));
    }
    Placed placed = allocator.allocate(spec);
    if (!o.name().isEmpty()) {
      directories.enter(directories.parentOf(o.name()), Directories.nameOf(o.name()), placed.body);
    }
    heads(o, placed);
    return placed;
  }

  private void heads(PlannedOther o, Placed placed) {
    switch (o.kind()) {
      case EVENT, SEMAPHORE, MUTANT, TIMER, KEYED_EVENT -> scene.emptyList(placed.body + 8);
      case IO_COMPLETION -> {
        int header = scene.size("_DISPATCHER_HEADER");
        scene.emptyList(placed.body + 8);
        scene.emptyList(placed.body + header);
        scene.emptyList(placed.body + header + 2L * scene.word() + 8);
      }
      case JOB -> {
        StructureWriter w = scene.at("_EJOB", placed.body);
        w.emptyList("Event.Header.WaitListHead");
        w.emptyList("ProcessListHead");
      }
      default -> {}
    }
  }

  @Override
  public void unlink(PlannedOther o, Placed placed) {
    if (!o.name().isEmpty()) {
      directories.leave(directories.parentOf(o.name()), Directories.nameOf(o.name()), placed.body);
    }
  }

  @Override
  public void fill(PlannedOther o, Placed placed) {
    switch (o.kind()) {
      case EVENT -> dispatcher(placed, scene.draws().below(2), 4, o.value() & 1);
      case SEMAPHORE -> {
        dispatcher(placed, 5, 5, o.value());
        scene.memory().u32(placed.body + scene.size("_DISPATCHER_HEADER"), 0x7fffffff);
      }
      case MUTANT -> {
        dispatcher(placed, 2, 8, 1);
        long owner = placed.body + scene.size("_DISPATCHER_HEADER") + 2L * scene.word();
        scene.memory().u8(owner + scene.word() + 1, 1);
      }
      case TIMER -> {
        dispatcher(placed, 8 + scene.draws().below(2), 10, o.value() & 1);
        words(placed, scene.size("_KTIMER"));
      }
      case IO_COMPLETION -> dispatcher(placed, 4, 10, 0);
      case TOKEN -> token(o, placed);
      case SYMBOLIC_LINK -> link(o, placed);
      case DIRECTORY -> {}
      case JOB -> job(placed);
      default -> words(placed, 0);
    }
  }

  private void dispatcher(Placed placed, int type, int size32, long state) {
    StructureWriter w = scene.at("_DISPATCHER_HEADER", placed.body);
    w.set("Type", type);
    w.set("Size", scene.system().is64Bit() ? size32 + size32 / 2 : size32);
    w.set("SignalState", state);
  }

  private void words(Placed placed, int from) {
    BlockContent.words(scene, placed.body + from, (placed.bytes - from) / scene.word());
  }

  private void token(PlannedOther o, Placed placed) {
    StructureWriter w = scene.at("_TOKEN", placed.body);
    Draws draws = scene.draws();
    scene.drawMembers("_TOKEN", w);
    w.bytes("TokenSource.SourceName", "User32 \0".getBytes(StandardCharsets.US_ASCII));
    w.set("TokenId", 0x10000L + o.id() * 37L + draws.below(16));
    w.set("AuthenticationId", draws.of(0x3e7, 0x3e5, 0x3e4, 0x2a000L + draws.below(4096)));
    w.set("ModifiedId", 0x10000L + o.id() * 37L + draws.below(16));
    w.set("ExpirationTime", Long.MAX_VALUE);
    w.set("TokenLock", scene.own(placed, scene.size("_ERESOURCE"), "SeTl", false));
    w.set("UserAndGroupCount", 3 + draws.below(12));
    w.set("VariableLength", 0x100 + 4 * draws.below(90));
    w.set("DynamicCharged", 0x1f4);
    int bytes = 0x140;
    long variable = scene.own(placed, bytes, "SeTd", true);
    w.set("UserAndGroups", variable);
    w.set("PrimaryGroup", variable + 0x60);
    w.set("DynamicPart", variable + 0xc0);
    w.set("DefaultDacl", variable + 0xcc);
    w.set("LogonSession", scene.someAddress());
    BlockContent.words(scene, variable, bytes / scene.word());
    w.set("TokenType", draws.chance(0.7) ? 1 : 2);
    w.set("TokenInUse", 1);
    w.set("SessionId", draws.below(2));
  }

  private void link(PlannedOther o, Placed placed) {
    scene.memory().u64(placed.body, o.createTime());
    String target = "\\Device\\" + Directories.nameOf(o.name());
    StructureWriter w = scene.at("_UNICODE_STRING", placed.body + 8);
    scene.memory().pointer(placed.body + 8 + w.size(), 0);
    long buffer = scene.own(placed, 2 * target.length() + 2, "Symb", true);
    scene.memory().u16(placed.body + 8, 2L * target.length());
    scene.memory().u16(placed.body + 10, 2L * target.length() + 2);
    w.set("Buffer", buffer);
    scene.memory().utf16(buffer, target);
  }

  private void job(Placed placed) {
    StructureWriter w = scene.at("_EJOB", placed.body);
    scene.drawMembers("_EJOB", w);
    w.set("Event.Header.Size", scene.size("_KEVENT") / 4);
    w.set("TotalProcesses", 1 + scene.draws().below(9));
    w.set("ActiveProcesses", scene.draws().below(3));
  }
}
