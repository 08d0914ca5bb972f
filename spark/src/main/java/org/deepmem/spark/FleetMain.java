package org.deepmem.spark;

import org.apache.spark.SparkUserAppException;
import org.deepmem.cli.DeepMemCommand;

/// What spark-submit starts: `deepmem`, whose exit status is told as Spark wants it, since a
/// program that ends itself counts as failed on YARN.
public final class FleetMain {
  private FleetMain() {}

  /// Runs a verb.
  ///
  /// @throws SparkUserAppException with the exit status, where that is not 0
  public static void main(String[] arguments) throws SparkUserAppException {
    int status = DeepMemCommand.run(arguments);
    if (status != 0) {
      throw new SparkUserAppException(status, null);
    }
  }
}
