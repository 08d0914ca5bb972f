package org.deepmem.lab.synthesis.world;

/// What a page of memory that holds no structures looks like.
public enum PageKind {
  ZERO,
  /// Lines of words, one byte a character.
  TEXT,
  /// The same, two bytes a character.
  UTF16,
  /// x86 or x64 instructions.
  CODE,
  /// The first page of an executable: its headers.
  IMAGE_HEADER,
  /// A user heap: blocks with pointers to one another, sizes, short texts.
  HEAP,
  /// Tables of pointers into the kernel, numbers between them.
  KERNEL_POINTERS,
  /// As if compressed or encrypted.
  RANDOM,
  /// Zero but for a few words.
  SPARSE,
  /// Rows of numbers of the same size: pictures, sounds, tables.
  RECORDS
}
