package org.deepmem.lab.synthesis.objects;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.LoadedModule;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedLookAlike;
import org.deepmem.lab.synthesis.world.PlannedProcess;

/// Writes look-alikes. Each is made from the bytes of an object, so that every member that is no
/// link has the values that objects have; what was a pointer leads elsewhere.
final class LookAlikes {
  private static final List<String> TAGS =
      List.of("Even", "Vad ", "CcSc", "MmCa", "Ntff", "FMfn", "Irp ", "IoNm", "NDpb", "AfdE");

  /// So many addresses are drawn to find one near another.
  private static final int NEARBY = 24;

  private final Scene scene;
  private final ProcessMemories memories;
  private final List<LookAlike> written = new ArrayList<>();

  LookAlikes(Scene scene, ProcessMemories memories) {
    this.scene = scene;
    this.memories = memories;
  }

  List<LookAlike> write(List<PlannedLookAlike> plan) {
    for (PlannedLookAlike likeness : plan) {
      Placed model = scene.placed(likeness.model());
      if (model != null && model.block != null && model.live) {
        write(likeness, model, model.block);
      }
    }
    return written;
  }

  private void write(PlannedLookAlike likeness, Placed model, PoolBlock block) {
    int before = (int) (model.body - block.address());
    byte[] whole = scene.memory().bytes(block.address(), before + model.bytes);
    byte[] body = scene.memory().bytes(model.body, model.bytes);
    switch (likeness.kind()) {
      case WRONG_TAG -> {
        String tag = scene.draws().of(TAGS);
        PoolBlock copy = scene.buffer(whole.length, tag, block.paged());
        put(likeness, whole, before, copy.address(), model);
      }
      case SHIFTED_COPY -> {
        int shift = scene.word() * (1 + scene.draws().below(6));
        PoolBlock copy =
            scene.buffer(body.length + shift + 64, scene.draws().of(TAGS), block.paged());
        put(likeness, body, 0, copy.address() + shift, model);
      }
      case USER_COPY -> user(likeness, body, model);
      case RIGHT_TAG -> tagged(likeness, whole, before, model, block, 1);
      case OVERWRITTEN -> tagged(likeness, whole, before, model, block, likeness.share());
    }
  }

  private void put(
      PlannedLookAlike likeness, byte[] bytes, int before, long address, Placed model) {
    rewire(bytes, before, address, model);
    scene.memory().bytes(address, bytes);
    handles(likeness, address + before);
    written.add(
        LookAlike.whole(
            likeness.type(), address + before, 0, likeness.kind(), bytes.length - before));
  }

  /// A process gets its handle table last; its likeness has a pointer there, too.
  private void handles(PlannedLookAlike likeness, long body) {
    if (scene.plan().object(likeness.model()) instanceof PlannedProcess p && p.running()) {
      scene.at("_EPROCESS", body).set("ObjectTable", scene.someAddress());
    }
  }

  private void openHandles(PlannedLookAlike likeness, byte[] body) {
    if (scene.plan().object(likeness.model()) instanceof PlannedProcess p && p.running()) {
      int at = scene.layout().requireMember("_EPROCESS", "ObjectTable").offset();
      ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
      if (scene.word() == 8) {
        buffer.putLong(at, scene.someAddress());
      } else {
        buffer.putInt(at, (int) scene.someAddress());
      }
    }
  }

  /// Pointers into the model itself lead into what lies at `address`, others elsewhere.
  private void rewire(byte[] bytes, int before, long address, Placed model) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int word = scene.word();
    int start = Math.floorMod(-before, word);
    for (int at = start; at + word <= bytes.length; at += word) {
      long value = word == 8 ? buffer.getLong(at) : buffer.getInt(at) & 0xffffffffL;
      if (!kernel(value)) {
        continue;
      }
      long inside = value - model.body;
      long target =
          inside >= 0 && inside < model.bytes ? address + before + inside : elsewhere(value);
      if (word == 8) {
        buffer.putLong(at, target);
      } else {
        buffer.putInt(at, (int) target);
      }
    }
  }

  /// Another pointer of the same kind: code and tables of modules are everybody's; of other
  /// addresses one in the same part of memory, as far into its block's alignment.
  private long elsewhere(long value) {
    for (LoadedModule module : scene.machine().modules()) {
      if (value >= module.base() && value < module.base() + module.size()) {
        return value;
      }
    }
    long inside = 2L * scene.word() - 1;
    long best = scene.someAddress();
    for (int i = 0; i < NEARBY; i++) {
      long other = scene.someAddress();
      best = Math.abs(other - value) < Math.abs(best - value) ? other : best;
    }
    return best & ~inside | value & inside;
  }

  private boolean kernel(long value) {
    boolean high = scene.system().is64Bit() ? value >>> 47 == 0x1ffff : value >= 0x80000000L;
    return high && scene.memory().mapped(value);
  }

  /// A copy in a page of a process.
  private void user(PlannedLookAlike likeness, byte[] body, Placed model) {
    List<PlannedProcess> candidates =
        scene.plan().all(PlannedProcess.class).stream()
            .filter(p -> memories.of(p.id()) != null)
            .toList();
    if (candidates.isEmpty()) {
      return;
    }
    PlannedProcess p = scene.draws().of(candidates);
    ProcessMemory memory = memories.of(p.id());
    if (memory == null || memory.pages.isEmpty()) {
      return;
    }
    long page = scene.draws().of(memory.pages);
    int room = 4096 - body.length;
    long address = page + (room <= 0 ? 0 : scene.draws().below(room) & -16);
    openHandles(likeness, body);
    rewire(body, 0, model.body, model);
    memory.space.bytes(address, body, 0, Math.min(body.length, 4096));
    int copied = Math.min(body.length, 4096);
    written.add(LookAlike.whole(likeness.type(), address, p.pid(), likeness.kind(), copied));
  }

  /// A block of the object's tag and size, of which a share of the body is spoilt, with all that
  /// readers check: the object's header and times and ids.
  private void tagged(
      PlannedLookAlike likeness,
      byte[] whole,
      int before,
      Placed model,
      PoolBlock block,
      double share) {
    PoolBlock copy =
        (block.paged() ? scene.machine().pagedPool() : scene.machine().nonPagedPool())
            .allocate(
                whole.length, block.tag(), model.header != 0 && !scene.system().segmentHeap());
    put(likeness, whole, before, copy.address(), model);
    long body = copy.address() + before;
    int keep = scene.system().is64Bit() ? 8 : 4;
    int spoilt = (int) (Math.max(0.5, share) * model.bytes) & -scene.word();
    spoil(body + keep, Math.min(spoilt, model.bytes - keep));
    spoil(body + model.bytes - model.bytes / 3, model.bytes / 3);
    if (before > 0) {
      scene.memory().zero(copy.address(), before);
      spoil(copy.address(), before);
      StructureWriter header =
          scene.at(
              "_OBJECT_HEADER",
              body - scene.layout().requireMember("_OBJECT_HEADER", "Body").offset());
      header.set("TypeIndex", scene.typeByte(header.address(), 1));
    }
    checks(likeness.type(), body);
    int from = keep + Math.min(spoilt, model.bytes - keep);
    int to = Math.max(from, model.bytes - model.bytes / 3);
    written.removeLast();
    written.add(new LookAlike(likeness.type(), body, 0, likeness.kind(), keep, from, to));
  }

  /// Spoils what readers of this type check, whatever else came out.
  private void checks(String type, long body) {
    StructureWriter w = scene.at(type, body);
    Draws draws = scene.draws();
    switch (type) {
      case "_EPROCESS" -> {
        w.set("CreateTime", draws.magnitude(1 << 20));
        w.set("UniqueProcessId", 1 + 4L * draws.below(4000));
      }
      case "_ETHREAD" -> w.set("Cid.UniqueThread", 1 + 4L * draws.below(4000));
      case "_FILE_OBJECT" -> {
        w.set("FileName.Length", 0);
        w.set("FsContext", draws.magnitude(1 << 20));
      }
      case "_CM_KEY_BODY" -> w.set("Type", draws.magnitude(1 << 20));
      case "_LDR_DATA_TABLE_ENTRY" -> w.set("DllBase", draws.magnitude(1 << 20) | 1);
      case "_DRIVER_OBJECT" -> w.set("DriverStart", draws.magnitude(1 << 20) | 1);
      default -> {}
    }
  }

  private void spoil(long address, int bytes) {
    if (bytes > 0) {
      BlockContent.words(scene, (address + 7) & -8, (bytes - 7) / scene.word());
    }
  }
}
