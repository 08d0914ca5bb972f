package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The threads that a guest listed of itself.
final class GuestThreads {
  /// Bytes of a comm in a task_struct, without the NUL.
  private static final int COMM = 15;

  private GuestThreads() {}

  /// Each thread as [#thread] writes it.
  ///
  /// @param guest the folder with what the guest said
  static TreeSet<String> listed(Path guest) throws IOException {
    return Files.readAllLines(guest.resolve("threads")).stream()
        .map(line -> line.split("\t", -1))
        .map(fields -> thread(fields[1], fields[2]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// ID and name, between them a tab. Compared is what a task_struct has room for: /proc gives a
  /// kernel thread's whole name, and adds to a kworker's what it works on.
  static String thread(String tid, String comm) {
    String name = comm.startsWith("kworker/") ? comm.replaceFirst("[-+].*", "") : comm;
    return tid + "\t" + name.substring(0, Math.min(COMM, name.length()));
  }
}
