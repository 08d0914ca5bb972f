package org.deepmem.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deepmem.finding.RareItem;

/// Asks the tables what few hosts have.
final class RareQuery {
  private static final String SOURCE = "rare.sql";

  private RareQuery() {}

  /// Runs the query on the views that are registered.
  ///
  /// @param hosts on how many hosts a thing may be; empty for a twentieth of the family's
  /// @param each how many of a kind are given
  static List<RareItem> run(SparkSession spark, Optional<Integer> hosts, int each)
      throws IOException {
    return spark
        .sql(source(), Map.of("hosts", hosts.orElse(0), "each", each))
        .collectAsList()
        .stream()
        .map(RareQuery::item)
        .toList();
  }

  private static RareItem item(Row row) {
    return new RareItem(
        row.getAs("kind"),
        Optional.ofNullable(row.getAs("finding")),
        row.getAs("item"),
        row.getAs("family"),
        row.getAs("hosts"),
        row.getAs("family_hosts"),
        row.getList(row.fieldIndex("on_hosts")),
        row.getAs("objects"),
        row.getAs("file"),
        row.<BigDecimal>getAs("virtual_address").longValue());
  }

  private static String source() throws IOException {
    try (InputStream in = RareQuery.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(SOURCE + " isn't on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
