package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// The kernel that test guests boot: the newest build of Debian 12's 6.1 cloud kernel that apt has,
/// since old builds go.
final class GuestKernel {
  private static final String PACKAGES = "linux-image-6\\.1\\.0-\\d+-cloud-amd64";

  private GuestKernel() {}

  /// Name of the package, or what `DEEPMEM_GUEST_KERNEL` in the environment says.
  static String name() {
    String chosen = System.getenv("DEEPMEM_GUEST_KERNEL");
    if (chosen != null) {
      return chosen;
    }
    try {
      Process apt = new ProcessBuilder("apt-cache", "pkgnames", "linux-image-6.1.0-").start();
      String names = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return names
          .lines()
          .filter(name -> name.matches(PACKAGES))
          .max(Comparator.comparingInt(GuestKernel::build))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "apt knows no "
                          + PACKAGES
                          + ": run apt-get update, or set DEEPMEM_GUEST_KERNEL"));
    } catch (IOException e) {
      throw new IllegalStateException("apt-cache can't be run: set DEEPMEM_GUEST_KERNEL", e);
    }
  }

  private static int build(String name) {
    return Integer.parseInt(name.split("-")[3]);
  }
}
