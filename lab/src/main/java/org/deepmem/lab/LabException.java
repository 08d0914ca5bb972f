package org.deepmem.lab;

import java.io.IOException;

/// The lab could not make what was asked for. The message is one line: what failed, where, and what
/// to do about it.
public class LabException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message one line: what failed, where, remedy
  public LabException(String message) {
    super(message);
  }

  /// The same, keeping what caused it.
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
