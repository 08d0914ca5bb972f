package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The notes of a dump, in the layout of an ELF `PT_NOTE` segment, which kdump files use too: sizes
/// of name and contents, type, name, contents, each padded to 4 bytes.
final class ElfNotes {
  private static final int HEADER = 12;

  /// Offset of CR3 in QEMU's CPU state, version 1: two 32-bit words, 18 registers, 10 segments of
  /// 24 bytes, CR0, CR1, CR2 (QEMU, `target/i386/arch_dump.c`, `QEMUCPUState`).
  private static final int QEMU_CR3 = 8 + 18 * 8 + 10 * 24 + 3 * 8;

  /// The kernel keeps VMCOREINFO in one page.
  private static final long MAX_TEXT = 1 << 20;

  /// Bytes of notes that are read in all: many segments may share the same ones. A machine with
  /// 8,192 processors, more than Linux can have, needs an eighth of it.
  private static final long MOST_BYTES = 32L << 20;

  /// Page table roots that are kept, one a processor.
  private static final int MOST_ROOTS = 8192;

  private final List<Long> pageTableRoots = new ArrayList<>();
  private long bytesLeft = MOST_BYTES;
  private Optional<String> vmcoreinfo = Optional.empty();

  /// Reads the notes in a stretch of a file. A stretch that is cut off, or a note that overruns it,
  /// ends the reading: notes are a help, and memory can be read without them.
  void read(ImageFile file, long offset, long length) throws MalformedImageException {
    long end = offset + Math.min(length, file.available(offset));
    for (long at = offset; at + HEADER <= end && bytesLeft > 0; ) {
      long nameSize = file.u32(at);
      long contentsSize = file.u32(at + 4);
      long name = at + HEADER;
      long contents = name + padded(nameSize);
      if (contents + contentsSize > end) {
        return;
      }
      bytesLeft -= HEADER + Math.min(nameSize, 32) + Math.min(contentsSize, MAX_TEXT);
      keep(file.text(name, (int) Math.min(nameSize, 32)), file, contents, contentsSize);
      at = contents + padded(contentsSize);
    }
  }

  /// Takes VMCOREINFO's text from where it lies by itself; where the file lacks it, nothing.
  void vmcoreinfo(ImageFile file, long offset, long length) throws MalformedImageException {
    if (length > 0 && length <= MAX_TEXT && file.has(offset, length)) {
      vmcoreinfo = Optional.of(file.text(offset, (int) length));
    }
  }

  private void keep(String name, ImageFile file, long contents, long size)
      throws MalformedImageException {
    if (name.equals("VMCOREINFO")) {
      vmcoreinfo(file, contents, size);
    } else if (name.equals("QEMU") && size >= QEMU_CR3 + Long.BYTES) {
      addRoot(file.u64(contents + QEMU_CR3));
    } else if (name.equals(ImageNotes.ROOTS_NOTE)) {
      for (long at = 0; at + Long.BYTES <= size && at < MAX_TEXT; at += Long.BYTES) {
        addRoot(file.u64(contents + at));
      }
    }
  }

  private void addRoot(long root) {
    if (pageTableRoots.size() < MOST_ROOTS) {
      pageTableRoots.add(root);
    }
  }

  private static long padded(long size) {
    return (size + 3) & ~3L;
  }

  ImageNotes notes() {
    return new ImageNotes(pageTableRoots, vmcoreinfo);
  }
}
