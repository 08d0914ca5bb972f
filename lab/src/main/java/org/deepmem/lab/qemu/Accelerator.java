package org.deepmem.lab.qemu;

import java.util.Locale;

/// What runs the guest's instructions.
public enum Accelerator {
  /// QEMU's own translation: slower, works everywhere.
  TCG,
  /// The processor's virtualisation. That `/dev/kvm` opens proves nothing, so it is never chosen by
  /// itself, and a guest that doesn't come up ends by the timeout.
  KVM;

  /// QEMU's name for it.
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
