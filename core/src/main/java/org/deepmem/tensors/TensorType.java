package org.deepmem.tensors;

/// The element types that our files use, by their safetensors names.
public enum TensorType {
  U8(1),
  U16(2),
  I32(4),
  I64(8),
  U64(8),
  F32(4);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes in an element.
  public int bytes() {
    return bytes;
  }
}
