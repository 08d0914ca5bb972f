package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// Makes the contents of page frames without an owner: what standby and free lists hold.
@FunctionalInterface
public interface FreeFrames {
  /// Frames of zeros.
  FreeFrames ZERO = (page, random) -> false;

  /// Fills a frame.
  ///
  /// @param page 4096 bytes, zeros
  /// @param random the frame's own stream
  /// @return false when it stays zero
  boolean fill(byte[] page, SeededRandom random);
}
