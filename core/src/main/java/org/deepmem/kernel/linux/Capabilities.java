package org.deepmem.kernel.linux;

import java.util.List;
import java.util.StringJoiner;

/// Names of the bits of a set of capabilities (include/uapi/linux/capability.h).
final class Capabilities {
  private static final List<String> NAMES =
      List.of(
          ("chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap"
                  + " linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock"
                  + " ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin"
                  + " sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease"
                  + " audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm"
                  + " block_suspend audit_read perfmon bpf checkpoint_restore")
              .split(" ", -1));

  /// Kernels since 3.8 know at least so many.
  private static final int LEAST_FULL = 37;

  private static final int NAMED = 8;

  private Capabilities() {}

  /// `all` for a full set, `none`, or names; at most eight, with how many more there are.
  static String words(long set) {
    if (set == 0) {
      return "none";
    }
    int bits = Long.bitCount(set);
    boolean solid = bits >= LEAST_FULL && Long.numberOfTrailingZeros(~set) == bits;
    if (solid) {
      return "all";
    }
    StringJoiner words = new StringJoiner(" ");
    long left = set;
    for (int told = 0; left != 0 && told < NAMED; told++) {
      int bit = Long.numberOfTrailingZeros(left);
      words.add(bit < NAMES.size() ? NAMES.get(bit) : Integer.toString(bit));
      left &= left - 1;
    }
    return left == 0 ? words.toString() : words + " and %d more".formatted(Long.bitCount(left));
  }
}
