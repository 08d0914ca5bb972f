package org.deepmem.lab.synthesis.world;

/// An entry of a process's handle table. Slots that no handle has are free.
///
/// @param slot 1 and up: the handle's value is four times this
/// @param object the id of what it leads to: live, unless a process or thread that has exited
/// @param access granted access mask
/// @param attributes 1 protected from close, 2 inherited, 4 audited
public record PlannedHandle(int slot, int object, int access, int attributes) {
  /// What a program sees.
  public int value() {
    return slot * 4;
  }
}
