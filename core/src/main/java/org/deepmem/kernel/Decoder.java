package org.deepmem.kernel;

import java.util.Map;

/// Says which object of its type one is, from its bytes. Bytes may be anything: a decoder puts what
/// it can read and never fails.
@FunctionalInterface
public interface Decoder {
  /// @param address of the object
  /// @param facts receives names and values for people, the most telling first
  void decode(KernelReader kernel, long address, Map<String, String> facts);
}
