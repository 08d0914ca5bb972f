package org.deepmem.spark;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/// The dumps that a user names: by themselves, by a folder, a pattern, or a list. A list is told by
/// its content, as dumps are.
final class DumpFiles {
  /// Endings of what lies beside dumps and is none: what DeepMem writes, notes, hashes.
  private static final Set<String> OTHERS =
      Set.of(
          "json",
          "jsonl",
          "graph",
          "model",
          "checkpoint",
          "md",
          "txt",
          "log",
          "html",
          "csv",
          "parquet",
          "md5",
          "sha1",
          "sha256",
          "part");

  private final Configuration hadoop;
  private final Consumer<String> notes;
  private final Map<String, DumpSource> found = new LinkedHashMap<>();

  private DumpFiles(Configuration hadoop, Consumer<String> notes) {
    this.hadoop = hadoop;
    this.notes = notes;
  }

  /// All dumps that are named, each once, the longest first: what takes longest isn't left to the
  /// end.
  ///
  /// @param notes hears what is passed over
  /// @throws IOException when a name leads to nothing; what a list names and isn't there is a dump
  ///   of no length, so that the rest is scanned
  static List<DumpSource> of(List<String> names, Configuration hadoop, Consumer<String> notes)
      throws IOException {
    DumpFiles files = new DumpFiles(hadoop, notes);
    for (String name : names) {
      files.add(name);
    }
    return files.found.values().stream()
        .sorted(
            Comparator.comparingLong(DumpSource::bytes).reversed().thenComparing(DumpSource::path))
        .toList();
  }

  private void add(String name) throws IOException {
    Listing listing = Listing.of(name, hadoop);
    if (listing.isFolder(name)) {
      addFolder(name, listing);
      return;
    }
    for (DumpSource source : listing.matching(name)) {
      List<String> lines = listing.lines(source);
      if (lines.isEmpty()) {
        found.putIfAbsent(source.uri(), source);
      }
      for (String line : lines) {
        DumpSource listed = Listing.of(line, hadoop).source(line);
        found.putIfAbsent(listed.uri(), listed);
      }
    }
  }

  private void addFolder(String name, Listing listing) throws IOException {
    int others = 0;
    List<DumpSource> files = listing.inFolder(name);
    for (DumpSource source : files) {
      if (isDump(source.file())) {
        found.putIfAbsent(source.uri(), source);
      } else {
        others++;
      }
    }
    if (others > 0) {
      notes.accept(
          "%s: %d files are no dumps by their names and passed over".formatted(name, others));
    }
    if (others == files.size()) {
      throw new IOException(name + ": no dumps in this folder; name another, or a pattern");
    }
  }

  private static boolean isDump(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !file.startsWith(".") && !file.startsWith("_") && !OTHERS.contains(ending);
  }
}
