package org.deepmem.lab.synthesis.world;

/// A step in the life of the pools.
public sealed interface PoolEvent {
  /// When it happened.
  long time();

  /// The index of the object or block in [RunningSystem#objects].
  int object();

  /// It is allocated and filled.
  record Allocated(long time, int object) implements PoolEvent {}

  /// It is freed: its remains stay until they are overwritten.
  record Freed(long time, int object) implements PoolEvent {}
}
