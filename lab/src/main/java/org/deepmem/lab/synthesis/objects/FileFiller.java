package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedDevice;
import org.deepmem.lab.synthesis.world.PlannedFile;

/// Writes _FILE_OBJECT.
final class FileFiller implements Filler<PlannedFile> {
  private static final String TYPE = "_FILE_OBJECT";
  private static final int SYNCHRONOUS = 2;

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final FileStreams streams;

  FileFiller(Scene scene, ObjectAllocator allocator, FileStreams streams) {
    this.scene = scene;
    this.allocator = allocator;
    this.streams = streams;
  }

  @Override
  public Placed allocate(PlannedFile f) {
    Draws draws = scene.draws();
    int handles = f.live() ? scene.handleCounts().to(f.id()) : 0;
    long opener = scene.address(f.opener());
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("File", scene.size(TYPE), false)
                .chargedTo(opener, opener != scene.systemProcess() && draws.chance(0.9))
                .counted(handles, 1 + draws.below(3) * draws.below(20))
                .countingHandles());
    StructureWriter w = scene.at(TYPE, placed.body);
    w.emptyList("IrpList");
    w.emptyList("Event.Header.WaitListHead");
    if ((f.flags() & SYNCHRONOUS) != 0) {
      w.emptyList("Lock.Header.WaitListHead");
    }
    scene.text(placed, w, "FileName", f.path(), "Io  ");
    if (!f.path().isEmpty() && draws.chance(0.4)) {
      w.set("FileName.MaximumLength", w.get("FileName.Length") + 2L * draws.below(60));
    }
    if (hasStream(f)) {
      FileStreams.Stream stream = streams.open(f);
      w.set("FsContext", stream.context());
      w.set("SectionObjectPointer", stream.sections());
      if (f.mapped()) {
        streams.map(f, stream, placed.body);
      }
    } else {
      w.set(
          "FsContext", draws.chance(0.6) ? scene.own(placed, 12 * scene.word(), "NpFc", false) : 0);
    }
    return placed;
  }

  /// Whether it lies on a volume.
  private boolean hasStream(PlannedFile f) {
    return scene.plan().object(f.device()) instanceof PlannedDevice d && d.volume();
  }

  @Override
  public void unlink(PlannedFile f, Placed placed) {
    if (hasStream(f)) {
      streams.close(f);
    }
  }

  @Override
  public void fill(PlannedFile f, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    Draws draws = scene.draws();
    scene.drawMembers(TYPE, w);
    w.set("Type", 5);
    w.set("Size", scene.size(TYPE));
    long device = scene.address(f.device());
    w.set("DeviceObject", device);
    w.set("Vpb", device == 0 ? 0 : scene.at("_DEVICE_OBJECT", device).get("Vpb"));
    boolean volume = hasStream(f);
    if (volume) {
      long context = scene.own(placed, 20 * scene.word(), "NtfC", true);
      BlockContent.words(scene, context, 20);
      w.set("FsContext2", context);
      w.set("PrivateCacheMap", f.mapped() && draws.chance(0.5) ? privateMap(placed) : 0);
    } else {
      w.set("FsContext2", draws.chance(0.5) ? scene.someAddress() : 0);
    }
    w.set("RelatedFileObject", scene.address(f.related()));
    int access = f.access();
    w.set("ReadAccess", access & 1);
    w.set("WriteAccess", access >> 1 & 1);
    w.set("DeleteAccess", access >> 2 & 1);
    w.set("SharedRead", access >> 3 & 1);
    w.set("SharedWrite", access >> 4 & 1);
    w.set("SharedDelete", access >> 5 & 1);
    w.set("Flags", f.flags());
    w.set("CurrentByteOffset", f.offset());
    events(f, w);
    if (f.completion()) {
      long completion = scene.own(placed, 2 * scene.word(), "IoCc", false);
      scene.memory().pointer(completion, scene.someAddress());
      scene.memory().pointer(completion + scene.word(), draws.magnitude(1 << 24));
      w.set("CompletionContext", completion);
    }
  }

  private void events(PlannedFile f, StructureWriter w) {
    int size = scene.size("_KEVENT") / 4;
    if ((f.flags() & SYNCHRONOUS) != 0) {
      w.set("Lock.Header.Type", 1);
      w.set("Lock.Header.Size", size);
    }
    w.set("Event.Header.Type", 0);
    w.set("Event.Header.Size", size);
    w.set("Event.Header.SignalState", scene.draws().chance(0.5) ? 1 : 0);
  }

  private long privateMap(Placed placed) {
    int words = 24;
    long map = scene.own(placed, words * scene.word(), "CcPc", false);
    BlockContent.words(scene, map, words);
    scene.memory().u16(map, 0x2fe);
    scene.memory().pointer(map + 2L * scene.word(), placed.body);
    return map;
  }
}
