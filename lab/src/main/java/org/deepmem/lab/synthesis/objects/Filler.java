package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.world.PlannedObject;

/// Writes the objects of one kind. Each object is allocated once, filled once (when it is freed, or
/// at the end), and perhaps freed.
///
/// @param <T> what the plan says of such an object
interface Filler<T extends PlannedObject> {
  /// Allocates an object with its own blocks, makes its list heads, enters it in its lists.
  Placed allocate(T planned);

  /// Writes all of its members but the lists that [#allocate] has made.
  void fill(T planned, Placed placed);

  /// Takes it out of its lists as the kernel does before it frees the memory.
  void unlink(T planned, Placed placed);
}
