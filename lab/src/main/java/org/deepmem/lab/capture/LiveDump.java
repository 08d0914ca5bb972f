package org.deepmem.lab.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.linux.FreePointers;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.qemu.DumpFormat;
import org.deepmem.lab.qemu.VirtualMachine;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;

/// Takes a live dump: QEMU dumps the paused guest, the guest copies its own memory while its
/// processes go on, QEMU dumps it again. The two paused dumps say what the truth is ([SmearTruth]).
final class LiveDump {
  /// Format of a live dump's file.
  static final String EXTENSION = "lime";

  /// Room on the disk beside the memory: the first and the last block.
  private static final long ROOM = 1 << 20;

  private final LivePlan plan;
  private final DumpFormat format;
  private final Scratch scratch;

  /// @param format of the paused dumps
  LiveDump(LivePlan plan, DumpFormat format, Scratch scratch) {
    this.plan = plan;
    this.format = format;
    this.scratch = scratch;
  }

  /// Makes the disk that the guest writes to.
  ///
  /// @param mebibytes memory of the guest
  Path disk(int mebibytes) throws IOException {
    Path disk = disk();
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(((long) mebibytes << 20) + ROOM);
    }
    return disk;
  }

  /// Takes the dump, when the agent has said what there is; afterwards the agent waits to go on.
  /// Dump and truth are there when this returns.
  Manifest.Live write(VirtualMachine machine, AgentPort agent, DumpFiles file) throws IOException {
    Path before = scratch.folder().resolve("before");
    Path after = scratch.folder().resolve("after");
    Files.deleteIfExists(before);
    Files.deleteIfExists(after);
    machine.dump(format, before);
    agent.goOn();
    LiveCopy copy = agent.copied();
    machine.dump(format, after);
    try (LiveDisk disk = new LiveDisk(disk())) {
      file.write(scratch, disk::writeLime);
    }
    List<LabelledObject> truth = truth(file.dump(), before, after);
    Smear smear = smear(file.dump(), before, after);
    TruthFile.write(file.truth(), truth);
    long sure = truth.stream().filter(object -> object.state() == ObjectState.LIVE).count();
    return new Manifest.Live(
        plan.mebibytesPerSecond(),
        copy.milliseconds(),
        copy.processesMade(),
        smear,
        SmearTruth.DESCRIPTION,
        sure,
        truth.size() - sure,
        plan.keepPaused()
            ? List.of(keep(before, file, "before"), keep(after, file, "after"))
            : List.of());
  }

  private Path disk() {
    return scratch.folder().resolve("live.disk");
  }

  private static List<LabelledObject> truth(Path live, Path before, Path after) throws IOException {
    try (Dump earlier = Dump.open(before);
        Dump later = Dump.open(after);
        MemoryImage now = MemoryImages.open(live)) {
      FreedSlots freed =
          new FreedSlots(
              new FreePointers(LinuxKernelFinder.find(earlier.image())),
              List.of(earlier.image(), now, later.image()));
      return SmearTruth.of(
          earlier.truth(earlier.kernel(), warning -> {}),
          torn(live),
          later.truth(later.kernel(), warning -> {}),
          freed::isFreed);
    }
  }

  /// What the live dump's own structures say; nothing where they are torn beyond reading.
  private static List<LabelledObject> torn(Path live) throws IOException {
    try (Dump dump = Dump.open(live)) {
      return dump.truth(dump.kernel(), warning -> {});
    } catch (KernelNotFoundException e) {
      return List.of();
    }
  }

  private static Smear smear(Path live, Path before, Path after) throws IOException {
    try (MemoryImage now = MemoryImages.open(live);
        MemoryImage earlier = MemoryImages.open(before);
        MemoryImage later = MemoryImages.open(after)) {
      return Smear.of(now, earlier, later);
    }
  }

  /// @return the name of the file that a paused dump was moved to
  private String keep(Path paused, DumpFiles file, String moment) throws IOException {
    DumpFiles kept = new DumpFiles(file.output(), file.name() + "." + moment, format.extension());
    kept.write(scratch, aside -> Files.move(paused, aside, StandardCopyOption.REPLACE_EXISTING));
    return String.valueOf(kept.dump().getFileName());
  }
}
