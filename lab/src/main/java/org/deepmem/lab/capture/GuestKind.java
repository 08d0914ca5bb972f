package org.deepmem.lab.capture;

import java.util.Locale;

/// Which system runs in a guest.
public enum GuestKind {
  /// An initramfs with busybox and our agent: boots in seconds.
  BUSYBOX,
  /// A real Debian on a disk: systemd, ext4, a network, services, and our agent beside them.
  DEBIAN;

  /// The name on the command line and in manifests.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
