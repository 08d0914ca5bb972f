package org.deepmem.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.files.PartNames;

/// A temporary folder, and whatever else must not outlive the work: processes, half-written files.
/// All of it goes when this is closed, and when the program is ended by Ctrl-C.
public final class Scratch implements AutoCloseable {
  private static final String NAME = "deepmem";

  private final Path folder;
  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final Thread hook = new Thread(this::end, "lab-scratch");

  /// Makes the folder in the system's temporary one: paths of sockets must be short. Deletes what
  /// programs that were killed have left there.
  public Scratch() throws IOException {
    folder = Files.createTempDirectory(PartNames.prefix(NAME));
    for (Path abandoned : PartNames.abandoned(folder.resolveSibling("").toAbsolutePath(), NAME)) {
      delete(abandoned);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The folder.
  public Path folder() {
    return folder;
  }

  /// Adds something to do at the end; last added, first done.
  public synchronized void atEnd(Runnable ending) {
    endings.push(ending);
  }

  /// Deletes a file, or a folder with everything in it, if it is there.
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(path)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : inside) {
      Files.deleteIfExists(file);
    }
  }

  private synchronized void end() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
    try {
      delete(folder);
    } catch (IOException e) {
      // A temporary folder that stays behind harms nobody; the system's own cleaning takes it.
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // going down: the hook does it
    }
    end();
  }
}
