package org.deepmem.spark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads tables with DuckDB, a reader of Parquet that isn't Spark's.
///
/// @param folder of the tables
record Tables(Path folder) {
  /// Committed objects, without the name of their scan.
  static final String OBJECTS =
      "SELECT o.* EXCLUDE (scan) FROM read_parquet('%s/objects/*/*/*.parquet', hive_partitioning = true,"
          + " hive_types_autocast = false) o JOIN read_parquet('%1$s/dumps/*.parquet') d"
          + " ON o.dump = d.dump AND o.scan = d.scan";

  /// Dumps, without what a scan has of its own: times and the name of the program.
  static final String DUMPS =
      "SELECT * EXCLUDE (scan, seconds, scanned, tool) FROM read_parquet('%s/dumps/*.parquet')";

  /// Failures, without times and the name of the program.
  static final String FAILURES =
      "SELECT * EXCLUDE (failed, tool) FROM read_parquet('%s/failures/*.parquet')";

  /// The first column of a query's result, as text.
  ///
  /// @param query with `%s` for the folder
  List<String> column(String query) throws SQLException {
    return run(query.formatted(folder));
  }

  /// How many rows of a query one folder has that the other doesn't, each as often as it is there.
  static long difference(String query, Path one, Path other) throws SQLException {
    String both = "SELECT count(*) FROM (%s EXCEPT ALL %s)";
    List<String> more = run(both.formatted(query.formatted(one), query.formatted(other)));
    List<String> less = run(both.formatted(query.formatted(other), query.formatted(one)));
    return Long.parseLong(more.getFirst()) + Long.parseLong(less.getFirst());
  }

  /// The first column of what statements give, the last of which is a query.
  static List<String> run(String statements) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(statements)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getObject(1)));
      }
    }
    return values;
  }
}
