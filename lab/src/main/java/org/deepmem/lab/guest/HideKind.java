package org.deepmem.lab.guest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a guest hides from itself before it is dumped, as a rootkit does. The work is done inside
/// the running guest by a kernel module (`hider.c` among this package's resources); what is hidden
/// stays in memory and goes on working.
public enum HideKind {
  /// A process of the agent's, with its threads: out of the list of processes, the lists of
  /// threads, and the table of process numbers with its lists of tasks.
  PROCESS,
  /// The kernel module that does it: out of the list of modules, and out of sysfs.
  MODULE;

  /// The name on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the agent is told: names with commas between, or `none`.
  static String order(List<HideKind> kinds) {
    return kinds.isEmpty()
        ? "none"
        : kinds.stream().map(HideKind::label).distinct().collect(Collectors.joining(","));
  }
}
