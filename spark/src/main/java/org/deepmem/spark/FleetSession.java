package org.deepmem.spark;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/// Spark: what runs already in this program, else as spark-submit set it up, else inside of this
/// program.
///
/// @param sql its session
/// @param started whether it was started here, so that it ends here
record FleetSession(SparkSession sql, boolean started) implements AutoCloseable {
  /// What the program's own Spark is like: all processors, no page, and no network beyond this
  /// machine.
  private static final Map<String, String> EMBEDDED =
      Map.of(
          "spark.master", "local[*]",
          "spark.app.name", "deepmem fleet",
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.sql.shuffle.partitions", "8");

  /// Starts Spark, or joins what is started.
  static FleetSession open() {
    boolean running = SparkSession.getDefaultSession().isDefined();
    SparkConf conf = new SparkConf();
    if (!running && !conf.contains("spark.master")) {
      EMBEDDED.forEach(conf::set);
    }
    if (!running) {
      // Times of the tables mean the same everywhere.
      conf.set("spark.sql.session.timeZone", "UTC");
    }
    return new FleetSession(SparkSession.builder().config(conf).getOrCreate(), !running);
  }

  /// Spark without SQL.
  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(sql.sparkContext());
  }

  /// How Hadoop is set up.
  Configuration hadoop() {
    return sql.sparkContext().hadoopConfiguration();
  }

  @Override
  public void close() {
    if (started) {
      sql.stop();
    }
  }
}
