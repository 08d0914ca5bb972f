package org.deepmem.spark;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Commits scans, one after the other: only the driver does, so that a task that was taken for lost
/// and goes on all the same can't.
///
/// A scan is committed by its row in the table of dumps, which is moved into its place when its
/// objects are in theirs. Until then a reader that joins the tables, as all do, sees the scan
/// before or none.
final class FleetCommits {
  private final ResultFolder folder;

  /// Which scan of a dump counts.
  private final Map<String, String> committed = new HashMap<>();

  /// @param done what was committed before
  FleetCommits(ResultFolder folder, List<DoneDump> done) {
    this.folder = folder;
    done.forEach(dump -> committed.put(dump.dump(), dump.scan()));
  }

  /// Deletes what runs that were ended left: files aside, and objects of no committed scan.
  void clean() throws IOException {
    folder.delete(ResultFolder.ASIDE);
    folder.makeFolder(ResultFolder.ASIDE);
    for (String dump : folder.list(ResultFolder.OBJECTS)) {
      String place = ResultFolder.OBJECTS + "/" + dump;
      String counts = committed.get(dump.replaceFirst("^dump=", ""));
      for (String scan : folder.list(place)) {
        if (!scan.equals("scan=" + counts)) {
          folder.delete(place + "/" + scan);
        }
      }
      if (counts == null) {
        folder.delete(place);
      }
    }
  }

  /// Whether a dump has a scan of this name that counts.
  boolean has(DumpOutcome outcome) {
    return outcome.scan().equals(committed.get(outcome.dump()));
  }

  /// Commits a scan, in place of another one of the same dump.
  void commit(DumpSource source, DumpOutcome outcome) throws IOException {
    folder.move(outcome.aside(), objects(outcome.dump(), outcome.scan()) + "/objects.parquet");
    folder.replace(ResultFolder.DUMPS + "/" + outcome.dump() + ResultFolder.PARQUET, outcome.row());
    String before = committed.put(outcome.dump(), outcome.scan());
    if (before != null && !before.equals(outcome.scan())) {
      folder.delete(objects(outcome.dump(), before));
    }
    succeeded(source);
  }

  /// Takes a failure back, now that the file is done.
  void succeeded(DumpSource source) throws IOException {
    folder.delete(FleetRows.failureFile(source));
  }

  /// Drops a scan that isn't needed.
  void drop(DumpOutcome outcome) throws IOException {
    folder.delete(outcome.aside());
  }

  /// Notes a failure. What was found in the file before stays.
  void fail(DumpSource source, byte[] row) throws IOException {
    folder.replace(FleetRows.failureFile(source), row);
  }

  private static String objects(String dump, String scan) {
    return "%s/dump=%s/scan=%s".formatted(ResultFolder.OBJECTS, dump, scan);
  }
}
