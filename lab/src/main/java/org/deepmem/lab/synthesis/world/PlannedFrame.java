package org.deepmem.lab.synthesis.world;

import java.util.List;

/// A frame on a kernel stack.
///
/// @param module the id of the [PlannedModule] that the return address leads into
/// @param offset of the return address in the module's code: bytes behind its first page
/// @param words of locals and saved registers between this return address and the next
/// @param objects ids of live objects whose addresses are among those words
public record PlannedFrame(int module, int offset, int words, List<Integer> objects) {
  public PlannedFrame {
    objects = List.copyOf(objects);
  }
}
