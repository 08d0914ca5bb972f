package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.UserSpace;

/// A process's user memory in the making.
final class ProcessMemory {
  /// Its address space.
  final UserSpace space;

  /// All ranges.
  final List<Region> regions = new ArrayList<>();

  /// Resident private pages, in which pointers may lead.
  final List<Long> pages = new ArrayList<>();

  /// Address of the process's environment block.
  final long environment;

  /// Where the next region without a wish may start.
  long next;

  /// Address of the next thread's block.
  long nextTeb;

  ProcessMemory(UserSpace space, long environment, long next) {
    this.space = space;
    this.environment = environment;
    this.next = next;
    nextTeb = environment;
  }
}
