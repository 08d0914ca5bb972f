package org.deepmem.lab.guest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What the agent is told to do in one boot.
///
/// @param seed of everything that it draws
/// @param workload what its processes do
/// @param processes about how many threads it adds before the first dump
/// @param seconds how long it goes on before each dump, at least
/// @param stopped whether processes are also stopped by a signal before a dump, instead of only
///   being held where they wait
/// @param modules kernel modules that it may load and unload
/// @param liveRate MiB a second at which it copies memory while everything goes on; 0: it holds the
///   guest still instead
/// @param hides what it hides before the first dump
public record AgentOrder(
    long seed,
    Workload workload,
    int processes,
    int seconds,
    boolean stopped,
    List<String> modules,
    int liveRate,
    List<HideKind> hides) {
  public AgentOrder {
    modules = List.copyOf(modules);
    hides = List.copyOf(hides);
  }

  /// Draws an order.
  ///
  /// @param processes about how many, at the most
  public static AgentOrder draw(Random random, Workload workload, int processes) {
    List<String> modules = new ArrayList<>(GuestModules.SPARE);
    Collections.shuffle(modules, random);
    return new AgentOrder(
        random.nextLong(1L << 40),
        workload,
        processes * 6 / 10 + random.nextInt(1 + processes * 4 / 10),
        2 + random.nextInt(4),
        random.nextInt(8) == 0,
        modules.subList(0, 3 + random.nextInt(9)),
        0,
        List.of());
  }

  /// The same order for a live dump.
  ///
  /// @param rate MiB a second
  public AgentOrder live(int rate) {
    return new AgentOrder(seed, workload, processes, seconds, stopped, modules, rate, hides);
  }

  /// The same order, with something to hide.
  public AgentOrder hiding(List<HideKind> kinds) {
    return new AgentOrder(seed, workload, processes, seconds, stopped, modules, liveRate, kinds);
  }

  /// The agent's arguments, without the folders, which the guest's `init` knows.
  String arguments() {
    return "%d %s %d %d %d %d %s"
        .formatted(
            seed,
            workload.label(),
            processes,
            seconds,
            stopped ? 1 : 0,
            liveRate,
            HideKind.order(hides));
  }
}
