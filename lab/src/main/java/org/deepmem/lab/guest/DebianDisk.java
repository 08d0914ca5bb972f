package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// A disk with a small real Debian: systemd, a network, and services. One disk serves every boot
/// (each boot writes to a copy that is thrown away); which services start is each boot's own
/// choice.
public final class DebianDisk {
  /// The release, that of the kernels which are known to work.
  private static final String RELEASE = "bookworm";

  /// What every disk has.
  private static final List<String> BASE =
      List.of("systemd-sysv", "udev", "dbus", "kmod", "iproute2", "procps");

  /// Services by the name of their unit, and the package that brings each.
  private static final Map<String, String> SERVICES =
      Map.of(
          "ssh", "openssh-server",
          "nginx", "nginx-light",
          "cron", "cron",
          "rsyslog", "rsyslog",
          "atd", "at",
          "memcached", "memcached",
          "redis-server", "redis-server",
          "dnsmasq", "dnsmasq",
          "chrony", "chrony",
          "lighttpd", "lighttpd");

  private DebianDisk() {}

  /// Names of all services that the disk has.
  public static List<String> services() {
    return SERVICES.keySet().stream().sorted().toList();
  }

  /// Checks the names of services.
  ///
  /// @throws LabException when the disk has no service of such a name
  public static void check(List<String> names) throws LabException {
    for (String name : names) {
      if (!SERVICES.containsKey(name)) {
        throw new LabException(
            "no service is named %s; there are %s".formatted(name, String.join(", ", services())));
      }
    }
  }

  /// Draws the services of one boot: three to six.
  public static List<String> draw(Random random) {
    List<String> names = new ArrayList<>(services());
    Collections.shuffle(names, random);
    return names.subList(0, 3 + random.nextInt(4)).stream().sorted().toList();
  }

  /// The disk's image, an ext4 file system without a partition table. Made on first use (a minute
  /// or so, with the network) and then kept by the list of its packages.
  ///
  /// @param architecture of its programs
  /// @param progress is told when it has to be made
  public static Path image(Path cache, Architecture architecture, Consumer<String> progress)
      throws IOException {
    List<String> packages = new ArrayList<>(BASE);
    packages.addAll(SERVICES.values());
    Collections.sort(packages);
    String list = String.join(",", packages);
    byte[] hash = Sha256.start().digest((RELEASE + list).getBytes(StandardCharsets.UTF_8));
    Path folder = Files.createDirectories(cache.resolve("disks"));
    Path disk =
        folder.resolve(
            "debian-%s-%s-%s.ext4"
                .formatted(
                    RELEASE, architecture.debianName(), HexFormat.of().formatHex(hash, 0, 6)));
    if (!Files.exists(disk)) {
      progress.accept("making the Debian disk (a minute or two, once)");
      make(list, architecture, disk);
    }
    return disk;
  }

  private static void make(String packages, Architecture architecture, Path disk)
      throws IOException {
    Tool.require(List.of(Tool.MMDEBSTRAP, Tool.MKE2FS));
    try (Scratch scratch = new Scratch()) {
      Path aside = disk.resolveSibling("." + disk.getFileName() + ".part");
      scratch.atEnd(() -> aside.toFile().delete());
      Files.deleteIfExists(aside);
      // The file system is made inside mmdebstrap's own user namespace, where its files belong to
      // root even if the caller isn't root.
      String makeDisk =
          "%s -q -t ext4 -d \"$1\" '%s' 1G".formatted(Tool.MKE2FS.path(), aside.toAbsolutePath());
      Tool.MMDEBSTRAP.run(
          scratch.folder(),
          Map.of("TMPDIR", scratch.folder().toString()),
          List.of(
              "--quiet",
              "--variant=minbase",
              "--architectures=" + architecture.debianName(),
              "--include=" + packages,
              "--customize-hook=echo guest > \"$1/etc/hostname\"",
              "--customize-hook=umount \"$1/proc\" \"$1/sys\"",
              "--customize-hook=" + makeDisk,
              "--format=null",
              RELEASE,
              "/dev/null"));
      if (!Files.exists(aside)) {
        throw new LabException("mmdebstrap ended well but left no disk image " + aside);
      }
      Files.move(aside, disk, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
