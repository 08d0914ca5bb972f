package org.deepmem.spark;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// The tables of a folder as views for Spark SQL, objects of committed scans only.
///
/// @param uri of the folder
record FleetTables(String uri) {
  /// What a reader of all objects has to do: take those of the scans that the dumps' rows name.
  private static final String COMMITTED =
      "SELECT o.*, d.host, d.family, d.file, d.path FROM all_objects o"
          + " JOIN dumps d ON o.dump = d.dump AND o.scan = d.scan";

  /// Makes the views `dumps` and `objects`.
  ///
  /// @throws IOException when nothing is committed in the folder
  void register(SparkSession spark) throws IOException {
    ResultFolder folder = ResultFolder.of(uri, spark.sparkContext().hadoopConfiguration());
    if (folder.list(ResultFolder.DUMPS).isEmpty()) {
      throw new IOException(
          uri.replaceFirst("^file://", "")
              + ": holds no dumps that are done; name the folder that 'deepmem fleet -o' wrote");
    }
    // A hash of digits only is a text all the same.
    spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    table(ResultFolder.DUMPS, spark).createOrReplaceTempView("dumps");
    table(ResultFolder.OBJECTS, spark).createOrReplaceTempView("all_objects");
    spark.sql(COMMITTED).createOrReplaceTempView("objects");
  }

  private Dataset<Row> table(String name, SparkSession spark) {
    return spark.read().parquet(place(name));
  }

  /// Where a table lies.
  String place(String name) {
    return uri + (uri.endsWith("/") ? "" : "/") + name;
  }
}
