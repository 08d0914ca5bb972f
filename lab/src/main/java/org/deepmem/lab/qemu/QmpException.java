package org.deepmem.lab.qemu;

import org.deepmem.lab.LabException;

/// QEMU refused a command, or its monitor could not be talked to.
public final class QmpException extends LabException {
  private static final long serialVersionUID = 1L;

  QmpException(String message) {
    super(message);
  }

  QmpException(String message, Throwable cause) {
    super(message, cause);
  }
}
