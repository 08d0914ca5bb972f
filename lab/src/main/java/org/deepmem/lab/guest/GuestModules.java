package org.deepmem.lab.guest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which kernel modules a guest needs or may load. Those that a kernel has built in are simply not
/// found among its modules.
final class GuestModules {
  /// VMCOREINFO for the hypervisor's dumps: the guest tells QEMU's `vmcoreinfo` device where it is.
  static final List<String> ALWAYS = List.of("qemu_fw_cfg");

  /// What a guest with a disk and a network cannot do without. crc32c is what ext4's checksums ask
  /// for at run time.
  static final List<String> DISK =
      List.of("virtio_pci", "virtio_blk", "crc32c_generic", "crc32c_intel", "ext4", "virtio_net");

  /// The disk that a live dump is written to.
  static final List<String> LIVE = List.of("virtio_pci", "virtio_blk");

  /// Loaded and unloaded by the workload, a seeded choice of them.
  static final List<String> SPARE =
      List.of(
          "dummy",
          "veth",
          "tun",
          "loop",
          "bridge",
          "macvlan",
          "ipip",
          "sctp",
          "xfs",
          "fuse",
          "overlay",
          "nf_tables",
          "nf_conntrack",
          "unix_diag",
          "tcp_diag",
          "udp_diag",
          "bonding",
          "vxlan",
          "dm_mod",
          "raid1",
          "nbd",
          "zram",
          "brd",
          "algif_hash",
          "xor",
          "ext4",
          "isofs",
          "squashfs",
          "vfat",
          "configfs",
          "softdog",
          "vsock",
          "can",
          "tls");

  /// What some of the above depend on.
  private static final List<String> DEPENDENCIES =
      List.of(
          "virtio",
          "virtio_ring",
          "virtio_pci_modern_dev",
          "virtio_pci_legacy_dev",
          "mbcache",
          "jbd2",
          "crc16",
          "net_failover",
          "failover",
          "stp",
          "llc",
          "tunnel4",
          "ip_tunnel",
          "libcrc32c",
          "udp_tunnel",
          "ip6_udp_tunnel",
          "nfnetlink",
          "nf_defrag_ipv4",
          "nf_defrag_ipv6",
          "inet_diag",
          "af_alg",
          "md_mod",
          "fat",
          "cdrom",
          "zsmalloc",
          "raid6_pq",
          "crc32c",
          "watchdog");

  private GuestModules() {}

  /// The names of all modules worth unpacking.
  static Set<String> everyName() {
    Set<String> names = new HashSet<>(ALWAYS);
    names.addAll(DISK);
    names.addAll(SPARE);
    names.addAll(DEPENDENCIES);
    return names;
  }
}
