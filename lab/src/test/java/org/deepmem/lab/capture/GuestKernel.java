package org.deepmem.lab.capture;

/// The kernels that test guests boot: the newest builds of Debian 12's 6.1 kernels that apt offers,
/// since old builds go.
final class GuestKernel {
  private GuestKernel() {}

  /// Name of the 64-bit kernel's package, or what `DEEPMEM_GUEST_KERNEL` in the environment says.
  static String name() {
    return System.getenv().getOrDefault("DEEPMEM_GUEST_KERNEL", "linux-image-6.1.0-*-cloud-amd64");
  }

  /// Name of the 32-bit kernel's package, or what `DEEPMEM_I386_KERNEL` in the environment says.
  static String narrow() {
    return System.getenv().getOrDefault("DEEPMEM_I386_KERNEL", "linux-image-6.1.0-*-686-pae");
  }
}
