package org.deepmem.lab.guest;

import java.util.Arrays;
import java.util.Locale;
import org.deepmem.lab.LabException;

/// What the guest is busy with before it is dumped. What each does is the agent's matter
/// (`processes.c`, `server.c` among this package's resources).
public enum Workload {
  /// Trees of processes with threads, many of them other programs.
  FORK,
  /// Directory trees, many files held open.
  FILES,
  /// TCP, UDP and UNIX sockets, connected and not.
  NET,
  /// Pipes, epoll, eventfd, timers, inotify, message queues.
  EVENTS,
  /// Many mappings, cut up by protections.
  MAPS,
  /// Many users, groups, capabilities, namespaces.
  CREDS,
  /// Mostly things that came and went: freed objects.
  CHURN,
  /// Something of everything.
  MIXED,
  /// Pre-forked servers over mapped databases. Held out: `auto` never chooses it, so that a model
  /// can be tested on a workload that it has not seen.
  SERVER;

  /// Those that training data is made with.
  public static final Workload[] FOR_TRAINING = {
    MIXED, FORK, FILES, NET, EVENTS, MAPS, CREDS, CHURN
  };

  /// The name that the agent and the command line know.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The workload of this name.
  public static Workload named(String label) throws LabException {
    for (Workload workload : values()) {
      if (workload.label().equals(label)) {
        return workload;
      }
    }
    throw new LabException(
        "no workload is named %s; there are auto, %s"
            .formatted(
                label, String.join(", ", Arrays.stream(values()).map(Workload::label).toList())));
  }
}
