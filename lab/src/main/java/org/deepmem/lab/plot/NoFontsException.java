package org.deepmem.lab.plot;

import java.io.IOException;

/// Text can't be measured here, so nothing is drawn. The message is one line with the remedy.
public final class NoFontsException extends IOException {
  private static final long serialVersionUID = 1L;

  NoFontsException(Throwable cause) {
    super(
        "no figures are drawn: Java finds no fonts on this machine"
            + " (Debian: apt-get install fontconfig fonts-dejavu-core)",
        cause);
  }
}
