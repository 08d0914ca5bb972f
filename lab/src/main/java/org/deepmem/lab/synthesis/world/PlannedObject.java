package org.deepmem.lab.synthesis.world;

/// What lies in a pool for a while: an object, or a block of another kind. Times are Windows':
/// hundreds of nanoseconds since 1601, UTC.
public sealed interface PlannedObject
    permits PlannedProcess,
        PlannedThread,
        PlannedModule,
        PlannedDriver,
        PlannedDevice,
        PlannedFile,
        PlannedKey,
        PlannedKeyBlock,
        PlannedOther,
        PlannedBlock {
  /// Its index in [RunningSystem#objects].
  int id();

  /// When its memory was allocated.
  long createTime();

  /// When its memory was freed; 0: it never was.
  long endTime();

  /// Whether it is allocated at the end, when the memory is recorded.
  default boolean live() {
    return endTime() == 0;
  }
}
