package org.deepmem.image;

/// The headers of a kdump-compressed file (makedumpfile, `diskdump_mod.h`: `struct
/// disk_dump_header`, `struct kdump_sub_header`), in the layout of a 64-bit or a 32-bit kernel.
///
/// @param frames page frames that the bitmaps tell of, `max_mapnr`
/// @param bitmapOffset file offset of the first bitmap (frames that exist)
/// @param bitmapBytes bytes in each of the two bitmaps
/// @param descriptorOffset file offset of the page descriptors
/// @param notes from the sub header's VMCOREINFO and notes
record KdumpHeader(
    long frames, long bitmapOffset, long bitmapBytes, long descriptorOffset, ImageNotes notes) {
  private static final int BLOCK = MemoryImage.PAGE;
  private static final int MACHINE = 12 + 4 * 65;
  private static final int STATUS_64 = 424;
  private static final int STATUS_32 = 412;

  /// Header versions that brought the members of the sub header.
  private static final int WITH_SPLIT = 2;

  private static final int WITH_VMCOREINFO = 3;
  private static final int WITH_NOTES = 4;
  private static final int WITH_64_BIT_FRAMES = 6;

  static KdumpHeader read(ImageFile file) throws MalformedImageException {
    boolean wide = isWide(file);
    int status = wide ? STATUS_64 : STATUS_32;
    long block = file.u32(status + 4);
    if (block != BLOCK) {
      throw file.malformed(
          status + 4, "pages of %d bytes; x86 has pages of %d".formatted(block, BLOCK));
    }
    long version = file.u32(8);
    long subBlocks = file.u32(status + 8);
    long bitmapBlocks = file.u32(status + 12);
    long frames = file.u32(status + 16);
    SubHeader sub = new SubHeader(wide);
    if (version >= WITH_SPLIT && file.u32(sub.split()) != 0) {
      throw file.malformed(
          sub.split(),
          "one part of a split dump; join the parts with makedumpfile --reassemble first");
    }
    if (version >= WITH_64_BIT_FRAMES) {
      frames = file.u64(sub.frames());
    }
    long bitmapOffset = (1 + subBlocks) * BLOCK;
    long bitmapBytes = bitmapBlocks / 2 * BLOCK;
    if (frames <= 0 || frames > PhysicalRuns.LIMIT / BLOCK || frames > bitmapBytes * Byte.SIZE) {
      throw file.malformed(
          status + 16,
          "%d page frames don't fit into bitmaps of 0x%x bytes; the header is damaged"
              .formatted(frames, bitmapBytes));
    }
    return new KdumpHeader(
        frames,
        bitmapOffset,
        bitmapBytes,
        bitmapOffset + bitmapBlocks * BLOCK,
        notes(file, sub, version));
  }

  private static boolean isWide(ImageFile file) throws MalformedImageException {
    return switch (file.text(MACHINE, 65)) {
      case "x86_64" -> true;
      case "i386", "i486", "i586", "i686" -> false;
      default -> file.u32(STATUS_64 + 4) == BLOCK;
    };
  }

  private static ImageNotes notes(ImageFile file, SubHeader sub, long version)
      throws MalformedImageException {
    ElfNotes notes = new ElfNotes();
    if (version >= WITH_NOTES) {
      notes.read(file, file.u64(sub.notes()), sub.size(file, sub.notes()));
    }
    if (version >= WITH_VMCOREINFO) {
      notes.vmcoreinfo(file, file.u64(sub.vmcoreinfo()), sub.size(file, sub.vmcoreinfo()));
    }
    return notes.notes();
  }

  /// Where the sub header's members lie, as file offsets. An `unsigned long` and its alignment
  /// differ between the layouts.
  private record SubHeader(boolean wide) {
    long split() {
      return BLOCK + (wide ? 12 : 8);
    }

    long vmcoreinfo() {
      return BLOCK + (wide ? 32 : 20);
    }

    long notes() {
      return BLOCK + (wide ? 48 : 32);
    }

    long frames() {
      return BLOCK + (wide ? 96 : 72);
    }

    /// The size that follows an offset.
    long size(ImageFile file, long offsetMember) throws MalformedImageException {
      return wide ? file.u64(offsetMember + 8) : file.u32(offsetMember + 8);
    }
  }
}
