package org.deepmem.fuzz;

import java.util.List;

/// Fails for some inputs, which the fuzzer has to find.
final class BrokenFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    Checks.require(input.length == 0 || input[0] != 'b', "an input has no 'b' first");
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(new byte[] {'a', 'a'});
  }
}
