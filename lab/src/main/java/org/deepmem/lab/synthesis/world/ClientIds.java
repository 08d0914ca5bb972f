package org.deepmem.lab.synthesis.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.deepmem.nn.SeededRandom;

/// Gives processes and threads their numbers, in the order of their creation, and gives numbers
/// that became free anew.
final class ClientIds {
  private static final int FIRST = 4;
  private static final int STEP = 4;

  /// Numbers of a page of the table; its first entry is the table's own, so that no process or
  /// thread has a multiple of this. A 32-bit system's pages have twice as many.
  private static final int PAGE = 1024;

  private final SeededRandom random;
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next = FIRST;

  ClientIds(SeededRandom random) {
    this.random = random;
  }

  private record Step(long time, int id, boolean end, Runnable action) {}

  /// @param processes in the order of their creation, System first
  void assign(List<ProcessDraft> processes) {
    List<Step> steps = new ArrayList<>();
    for (ProcessDraft process : processes) {
      steps.add(new Step(process.create, process.id, false, () -> process.pid = take()));
      if (process.end != 0) {
        steps.add(new Step(process.end, process.id, true, () -> give(process.pid)));
      }
      for (ProcessDraft.ThreadDraft thread : process.threads) {
        steps.add(new Step(thread.create, thread.id, false, () -> thread.tid = take()));
        if (thread.end != 0) {
          steps.add(new Step(thread.end, thread.id, true, () -> give(thread.tid)));
        }
      }
    }
    processes.getFirst().pid = take();
    steps.sort(
        Comparator.comparingLong(Step::time).thenComparing(Step::end).thenComparingInt(Step::id));
    for (Step step : steps) {
      if (step.id() != processes.getFirst().id) {
        step.action().run();
      }
    }
    for (ProcessDraft process : processes) {
      process.parentPid = process.parent == null ? 0 : process.parent.pid;
      if (process.parent == null && process.pid != FIRST) {
        process.parentPid = FIRST + STEP * (60 + random.nextInt(900));
      }
    }
  }

  /// A free number, or the next; the kernel hands out tables of numbers out of order, a little.
  private int take() {
    if (!free.isEmpty() && random.nextInt(5) != 0) {
      return free.removeFirst();
    }
    int number = nextNumber();
    if (number > 256 && random.nextInt(6) == 0) {
      free.addLast(nextNumber());
    }
    return number;
  }

  private int nextNumber() {
    int number = next % PAGE == 0 ? next + STEP : next;
    next = number + STEP;
    return number;
  }

  private void give(int number) {
    free.addLast(number);
  }
}
