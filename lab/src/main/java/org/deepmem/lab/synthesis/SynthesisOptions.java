package org.deepmem.lab.synthesis;

import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.world.World;

/// What to synthesise.
///
/// @param system build of Windows
/// @param memoryBytes RAM: a multiple of 1 MB, 64 MB or more
/// @param processes how many run
/// @param seed decides all that is drawn
/// @param world what fills the system
/// @param hidden how many processes are hidden: taken from the list, their pool tag overwritten
public record SynthesisOptions(
    WindowsSystem system, long memoryBytes, int processes, long seed, World world, int hidden) {
  public SynthesisOptions {
    if (hidden < 0 || hidden >= processes) {
      throw new IllegalArgumentException(
          "%d of %d processes can't be hidden; give 0 or more, and leave some"
              .formatted(hidden, processes));
    }
  }
}
