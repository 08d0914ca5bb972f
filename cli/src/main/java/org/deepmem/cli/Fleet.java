package org.deepmem.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deepmem.finding.RareItem;

/// Scans many dumps on many machines. Implemented by module `spark`, and found by `ServiceLoader`,
/// so that the program starts without it.
public interface Fleet {

  /// What is to be scanned, how, and where results go.
  ///
  /// @param tool name and version of the program
  /// @param inputs folders, lists, globs or dumps: paths or URIs
  /// @param output folder of the tables: path or URI
  /// @param model path or URI of the one model to take; empty for the bundled ones
  /// @param symbols paths or URIs of files and folders
  /// @param freed whether freed objects are listed too
  /// @param resume whether a dump of the same path, length and time as one that is done is taken
  ///   for done without reading it
  record Order(
      String tool,
      List<String> inputs,
      String output,
      Optional<String> model,
      List<String> symbols,
      boolean freed,
      boolean resume) {
    public Order {
      inputs = List.copyOf(inputs);
      symbols = List.copyOf(symbols);
    }
  }

  /// How it went.
  ///
  /// @param failed dumps that the table of failures tells of
  record Outcome(int done, int skipped, int failed) {}

  /// Scans dumps.
  ///
  /// @param progress hears a line for each dump
  /// @throws IOException when the work as a whole can't be done; what is committed stays
  Outcome scan(Order order, Consumer<String> progress) throws IOException;

  /// Which things few hosts have.
  ///
  /// @param output folder of the tables
  /// @param hosts on how many hosts a thing may be; empty for a twentieth of those of its family
  /// @param limit how many of each kind are given
  /// @throws IOException when there are no such tables
  List<RareItem> rare(String output, Optional<Integer> hosts, int limit) throws IOException;
}
