package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Windows crash dump of a whole machine, 32- or 64-bit: a full one lists runs of memory in its
/// header, their pages follow one after another; a bitmap one (Windows 8 and later, and dumps of
/// the kernel's memory) has a second header with a bit a page frame, and only the pages whose bit
/// is set. Small dumps and those without physical addresses are refused.
final class CrashDumpImage {
  /// Second header: signature, `DUMP`, offset of the first page, pages present, bits, the bitmap.
  private static final int FIRST_PAGE = 0x20;

  private static final int BITS = 0x30;
  private static final int BITMAP = 0x38;

  private CrashDumpImage() {}

  /// @param wide whether the dump is of a 64-bit Windows
  static MemoryImage open(ImageFile file, boolean wide) throws MalformedImageException {
    CrashDumpHeader header = new CrashDumpHeader(wide);
    CrashNotes crash = header.notes(file);
    long type = file.u32(header.dumpType());
    List<FileRun> listed =
        switch ((int) type) {
          case CrashDumpHeader.FULL -> listed(file, header);
          case CrashDumpHeader.BITMAP_FULL, CrashDumpHeader.BITMAP_KERNEL -> mapped(file, header);
          default -> throw file.malformed(header.dumpType(), refusal(type));
        };
    DamageLog damage = new DamageLog();
    List<FileRun> runs = new ArrayList<>();
    for (FileRun run : listed) {
      addAvailable(file, run, runs, damage);
    }
    if (runs.isEmpty()) {
      throw file.malformed(
          file.size(), "the crash dump is cut off before its first page; copy it again");
    }
    ImageNotes notes =
        new ImageNotes(
            crash.directoryTableBase() == 0 ? List.of() : List.of(crash.directoryTableBase()),
            Optional.empty(),
            Optional.of(crash));
    ImageFormat format = wide ? ImageFormat.CRASH_DUMP_64 : ImageFormat.CRASH_DUMP_32;
    return new MappedImage(file, format, notes, damage.damage(), runs);
  }

  private static List<FileRun> listed(ImageFile file, CrashDumpHeader header)
      throws MalformedImageException {
    long count = file.u32(header.runCount());
    if (count == 0 || count > header.maxRuns()) {
      throw file.malformed(
          header.runCount(),
          "%d runs of memory, where the header has room for %d; it is damaged"
              .formatted(count, header.maxRuns()));
    }
    List<FileRun> runs = new ArrayList<>();
    long fileOffset = header.size();
    long end = 0;
    for (int i = 0; i < count; i++) {
      int at = header.runs() + i * header.runSize();
      PhysicalRun run =
          PhysicalRuns.checked(
              file,
              at,
              bytes(header.word(file, at)),
              bytes(header.word(file, at + header.runSize() / 2)));
      if (run.start() < end) {
        throw file.malformed(
            at,
            "run %d begins at physical 0x%x, but the one before ends at 0x%x; the header is damaged"
                .formatted(i, run.start(), end));
      }
      runs.add(new FileRun(run, fileOffset));
      end = run.end();
      fileOffset += run.length();
    }
    return runs;
  }

  /// Bytes of a number of pages; what no machine has stays more than that.
  private static long bytes(long pages) {
    return pages < 0 || pages > PhysicalRuns.LIMIT / MemoryImage.PAGE
        ? PhysicalRuns.LIMIT + 1
        : pages * MemoryImage.PAGE;
  }

  private static List<FileRun> mapped(ImageFile file, CrashDumpHeader header)
      throws MalformedImageException {
    long start = header.size();
    String signature = file.text(start, 8);
    if (!signature.equals("SDMPDUMP") && !signature.equals("FDMPDUMP")) {
      throw file.malformed(
          start, "no SDMP or FDMP header, so no bitmap of the pages; the dump was not finished");
    }
    long firstPage = file.u64(start + FIRST_PAGE);
    long frames = file.u64(start + BITS);
    if (frames <= 0 || frames > PhysicalRuns.LIMIT / MemoryImage.PAGE) {
      throw file.malformed(
          start + BITS, "a bitmap of %d page frames; the header is damaged".formatted(frames));
    }
    PageBitmap present = new PageBitmap(PageBitmap.words(file, start + BITMAP, frames));
    if (firstPage < start + BITMAP + (frames + Byte.SIZE - 1) / Byte.SIZE) {
      throw file.malformed(
          start + FIRST_PAGE,
          "the first page at 0x%x would lie in the headers; they are damaged".formatted(firstPage));
    }
    List<FileRun> runs = new ArrayList<>();
    for (PhysicalRun run : present.runs()) {
      long rank = present.rank(run.start() / MemoryImage.PAGE);
      runs.add(new FileRun(run, firstPage + rank * MemoryImage.PAGE));
    }
    if (runs.isEmpty()) {
      throw file.malformed(start + BITMAP, "a crash dump that holds no page; dump again");
    }
    return runs;
  }

  private static void addAvailable(
      ImageFile file, FileRun run, List<FileRun> runs, DamageLog damage) {
    PhysicalRun memory = run.memory();
    long available = Math.min(memory.length(), file.available(run.fileOffset()));
    if (available > 0) {
      runs.add(new FileRun(new PhysicalRun(memory.start(), available), run.fileOffset()));
    }
    if (available < memory.length()) {
      damage.add(
          new PhysicalRun(memory.start() + available, memory.length() - available),
          run.fileOffset() + available,
          "the file ends at 0x%x".formatted(file.size()));
    }
  }

  private static String refusal(long type) {
    String what =
        switch ((int) type) {
          case 2 -> "a Windows kernel memory dump of the older form, without a map of its pages";
          case 3 -> "a Windows crash dump of which only the header was written";
          case 4 -> "a small Windows memory dump (minidump), with almost none of the memory";
          default -> "a Windows crash dump of the unknown type 0x%x".formatted(type);
        };
    return what + "; dump the whole machine: a complete memory dump, or raw";
  }
}
