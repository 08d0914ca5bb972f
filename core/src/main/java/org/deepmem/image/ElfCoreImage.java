package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.ElfHeader.Segment;

/// An ELF core of a whole machine, as QEMU (`dump-guest-memory`), VirtualBox (`dumpvmcore`),
/// libvirt, `/proc/vmcore` and `/proc/kcore` give it: each `PT_LOAD` segment is a run of memory at
/// its `p_paddr`. Where a segment is larger in memory than in the file, the rest is absent.
final class ElfCoreImage {
  private ElfCoreImage() {}

  static MemoryImage open(ImageFile file) throws MalformedImageException {
    List<Segment> loads = new ArrayList<>();
    ElfNotes notes = new ElfNotes();
    for (Segment segment : ElfHeader.read(file).segments()) {
      if (segment.type() == ElfHeader.PT_NOTE) {
        notes.read(file, segment.offset(), segment.fileSize());
      } else if (segment.type() == ElfHeader.PT_LOAD && segment.fileSize() != 0) {
        loads.add(segment);
      }
    }
    if (loads.isEmpty()) {
      throw file.malformed(
          0, "an ELF core that holds no memory (no PT_LOAD segment with bytes); dump again");
    }
    DamageLog damage = new DamageLog();
    List<FileRun> runs = new ArrayList<>();
    for (Segment load : ElfPhysicalAddresses.resolved(file, loads)) {
      addRun(file, load, runs, damage);
    }
    if (runs.isEmpty()) {
      throw file.malformed(
          file.size(), "the ELF core is cut off before its first byte of memory; copy it again");
    }
    MappedImage image =
        new MappedImage(file, ImageFormat.ELF_CORE, notes.notes(), damage.damage(), runs);
    if (image.presentBytes() > file.stored()) {
      throw file.malformed(
          loads.getFirst().headerOffset(),
          "segments of %d bytes in a file of %d: several have the same bytes; the headers are damaged"
              .formatted(image.presentBytes(), file.stored()));
    }
    return image;
  }

  private static void addRun(ImageFile file, Segment load, List<FileRun> runs, DamageLog damage)
      throws MalformedImageException {
    long length = unsignedMin(load.fileSize(), load.memorySize());
    if (length == 0) {
      return;
    }
    PhysicalRun memory =
        PhysicalRuns.checked(file, load.headerOffset(), load.physicalAddress(), length);
    long available = Math.min(length, file.available(load.offset()));
    if (available > 0) {
      runs.add(new FileRun(new PhysicalRun(memory.start(), available), load.offset()));
    }
    if (available < length) {
      damage.add(
          new PhysicalRun(memory.start() + available, length - available),
          load.offset() + available,
          "the file ends at 0x%x".formatted(file.size()));
    }
  }

  private static long unsignedMin(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }
}
