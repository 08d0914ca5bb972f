package org.deepmem.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/// Spark, as spark-submit set it up, or else inside of this program.
final class FleetSession {
  /// What the program's own Spark is like: all processors, no page, and no network beyond this
  /// machine.
  private static final Map<String, String> EMBEDDED =
      Map.of(
          "spark.master", "local[*]",
          "spark.app.name", "deepmem fleet",
          "spark.ui.enabled", "false",
          "spark.driver.host", "localhost",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.sql.shuffle.partitions", "8",
          // Spark can't tell that a task waits for its heap; it needn't try a second one.
          "spark.speculation", "false");

  private FleetSession() {}

  /// Whether spark-submit started this program.
  static boolean isSubmitted() {
    return new SparkConf().contains("spark.master");
  }

  /// Starts Spark, or joins what is started.
  static SparkSession open() {
    SparkConf conf = new SparkConf();
    if (!isSubmitted()) {
      EMBEDDED.forEach(conf::set);
    }
    conf.set("spark.sql.session.timeZone", "UTC");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
