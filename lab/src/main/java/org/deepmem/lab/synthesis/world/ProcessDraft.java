package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process that is being planned.
final class ProcessDraft {
  final int id;
  final ProcessTemplate template;
  final String image;
  final String folder;
  final String command;
  final long create;
  final long exit;
  long end;
  int pid;
  int parentPid;
  final @Nullable ProcessDraft parent;
  int token = -1;
  int imageFile = -1;
  final boolean wow64;
  final List<ThreadDraft> threads = new ArrayList<>();
  final List<PlannedHandle> handles = new ArrayList<>();
  List<PlannedDll> dlls = List.of();
  List<PlannedRegion> regions = List.of();

  /// Ids of objects of its own that its threads may wait for.
  final List<Integer> waitable = new ArrayList<>();

  ProcessDraft(
      int id,
      ProcessTemplate template,
      String image,
      String folder,
      String command,
      long create,
      long exit,
      @Nullable ProcessDraft parent,
      boolean wow64) {
    this.id = id;
    this.template = template;
    this.image = image;
    this.folder = folder;
    this.command = command;
    this.create = create;
    this.exit = exit;
    this.parent = parent;
    this.wow64 = wow64;
  }

  boolean running() {
    return exit == 0;
  }

  boolean isSystem() {
    return template.image().equals("System");
  }

  /// A thread that is being planned.
  static final class ThreadDraft {
    final int id;
    final ProcessDraft process;
    final long create;
    final long exit;
    final long end;
    int tid;

    ThreadDraft(int id, ProcessDraft process, long create, long exit, long end) {
      this.id = id;
      this.process = process;
      this.create = create;
      this.exit = exit;
      this.end = end;
    }

    boolean running() {
      return exit == 0;
    }
  }
}
