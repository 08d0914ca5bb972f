package org.deepmem.fuzz;

import java.util.List;

/// A parser that is fed bytes of an attacker.
public interface FuzzTarget {
  /// Parses an input, and asks what was read for all that it tells. Exceptions that the parser
  /// documents are caught here; whatever leaves is a bug, an [Error] for memory or stack that ran
  /// out among them.
  void run(byte[] input) throws Exception;

  /// Well-formed inputs, which the fuzzer changes.
  List<byte[]> seeds() throws Exception;

  /// Bytes of the longest input that the fuzzer makes.
  default int longest() {
    return 1 << 16;
  }

  /// Bytes that the parser may allocate, all in all, for an input: an attacker who makes it want
  /// more can make it want all that there is.
  default long mostAllocated(int inputLength) {
    return (32L << 20) + 256L * inputLength;
  }
}
