package org.deepmem.spark;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/// A scan that is committed.
///
/// @param dump SHA-256 of the dump
/// @param scan the folder of its objects
/// @param path of the dump when it was scanned
/// @param bytes its length
/// @param modified milliseconds since 1970
/// @param family of the dump, by which the present settings are looked up
/// @param settings by which it was scanned
record DoneDump(
    String dump,
    String scan,
    String path,
    long bytes,
    long modified,
    String family,
    String settings) {

  /// Whether a file is to be taken for this dump without reading it.
  boolean looksLike(DumpSource source) {
    return path.equals(source.path()) && bytes == source.bytes() && modified == source.modified();
  }

  /// All of a folder.
  ///
  /// @param uri of the folder
  static List<DoneDump> in(ResultFolder folder, String uri, SparkSession spark) throws IOException {
    List<DoneDump> done = new ArrayList<>();
    if (folder.list(ResultFolder.DUMPS).isEmpty()) {
      return done;
    }
    List<Row> rows =
        spark
            .read()
            .parquet(new FleetTables(uri).place(ResultFolder.DUMPS))
            .select(
                functions.col("dump"),
                functions.col("scan"),
                functions.col("path"),
                functions.col("bytes"),
                functions.col("modified"),
                functions.col("family"),
                functions.col("settings"))
            .collectAsList();
    for (Row row : rows) {
      Timestamp modified = row.getTimestamp(4);
      done.add(
          new DoneDump(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getLong(3),
              modified.getTime(),
              row.getString(5),
              row.getString(6)));
    }
    return done;
  }
}
