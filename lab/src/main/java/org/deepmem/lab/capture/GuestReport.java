package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deepmem.files.OwnerOnly;

/// What a guest said of itself at the moment of the dump. Kept as files in `NAME.guest/`, one a
/// piece:
///
/// | file | holds |
/// |---|---|
/// | `threads` | a line each: PID, TID, comm, by tabs. A kworker's comm is longer here than in its task_struct: the kernel adds `-` or `+` and its work |
/// | `processes` | PID, parent, threads, real and effective user, real and effective group, mappings (`[vsyscall]`, which is none, not counted) |
/// | `files` | PID, descriptor, what it leads to; without those that this reading itself had opened |
/// | `slabinfo` | read last, when three readings in a row were the same |
/// | `modules`, `version`, `cmdline`, `iomem`, `mounts`, `meminfo`, `net.*` | as in /proc |
/// | `kallsyms.head` | the first 64 KiB of /proc/kallsyms |
/// | `hidden` | by the module that hides: a line for each hidden structure, see [HiddenObject] |
/// | `hidden.seen` | what was hidden, whether /proc, signals or sysfs show it, whether it answers |
/// | `sys.module` | with `hidden`: the names in /sys/module |
///
/// @param pieces content by name
/// @param settled whether the slab counts had come to rest
public record GuestReport(Map<String, byte[]> pieces, boolean settled) {

  /// A piece as text; empty when the guest did not send it.
  String text(String name) {
    byte[] piece = pieces.get(name);
    return piece == null ? "" : new String(piece, StandardCharsets.UTF_8);
  }

  /// Writes every piece as a file, in a folder of its owner's only; files that are there are
  /// replaced.
  void write(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
      Path file = folder.resolve(piece.getKey());
      Files.deleteIfExists(file);
      Files.write(OwnerOnly.file(file), piece.getValue());
    }
  }
}
