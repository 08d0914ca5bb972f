package org.deepmem.lab.synthesis.world;

/// Where pointers in a page's contents may lead.
public interface PagePointers {
  /// An address in the user memory of the page's process.
  long user();

  /// An address of a kernel object, a pool block or a global.
  long kernel();

  /// An address in the code that a page of code refers to by absolute address.
  long code();
}
