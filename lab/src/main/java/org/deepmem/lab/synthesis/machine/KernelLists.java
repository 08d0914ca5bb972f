package org.deepmem.lab.synthesis.machine;

/// Doubly linked lists of _LIST_ENTRY: the forward link is the first word, the backward link the
/// second.
public final class KernelLists {
  private KernelLists() {}

  /// Makes `head` an empty list.
  public static void initialize(WritableMemory memory, long head) {
    memory.pointer(head, head);
    memory.pointer(head + memory.system.wordSize(), head);
  }

  /// Puts `entry` last in the list of `head`.
  public static void insertTail(WritableMemory memory, long head, long entry) {
    insertAfter(memory, memory.pointer(head + memory.system.wordSize()), entry);
  }

  /// Puts `entry` first in the list of `head`.
  public static void insertHead(WritableMemory memory, long head, long entry) {
    insertAfter(memory, head, entry);
  }

  /// Puts `entry` behind `before`.
  public static void insertAfter(WritableMemory memory, long before, long entry) {
    int word = memory.system.wordSize();
    long after = memory.pointer(before);
    memory.pointer(entry, after);
    memory.pointer(entry + word, before);
    memory.pointer(before, entry);
    memory.pointer(after + word, entry);
  }

  /// Takes `entry` out of its list; its own links stay as they are, as the kernel leaves them.
  public static void remove(WritableMemory memory, long entry) {
    int word = memory.system.wordSize();
    long after = memory.pointer(entry);
    long before = memory.pointer(entry + word);
    memory.pointer(before, after);
    memory.pointer(after + word, before);
  }
}
