package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deepmem.cli.Fleet;
import org.deepmem.finding.RareItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queries of docs/fleet.md, as they stand there, and what few hosts have.
@Tag("slow")
class DocumentedQueriesTest {
  @TempDir private static Path folder;
  private static Path out = Path.of("");
  private static final FleetSession SPARK = FleetSession.open();

  /// Two dumps: a guest, and the same with a hidden process.
  @BeforeAll
  static void scan() throws IOException {
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    FleetDumps made = new FleetDumps(dumps);
    made.sample();
    made.attack("linux-hides.lime", "--unlink-task", "kswapd0");
    out = folder.resolve("results");
    Fleet.Outcome outcome =
        new SparkFleet()
            .scan(
                new Fleet.Order(
                    "deepmem test",
                    List.of(dumps.toString()),
                    out.toString(),
                    Optional.empty(),
                    List.of(),
                    false,
                    false),
                line -> {});
    assertThat(outcome).isEqualTo(new Fleet.Outcome(2, 0, 0));
  }

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  /// Statements of a block of the page, in which `results` is the folder.
  private static List<String> documented(String block) throws IOException {
    Path page = FleetDumps.SAMPLE.resolveSibling("../docs/fleet.md").normalize();
    Matcher found =
        Pattern.compile("```sql " + block + "\\R(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page));
    assertThat(found.find()).isTrue();
    List<String> statements =
        Arrays.stream(found.group(1).split(";", -1))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .map(statement -> statement.replace("results/", out + "/"))
            .toList();
    assertThat(statements).hasSize(6);
    return statements;
  }

  @Test
  void theyRunWithDuckDbAndWithSparkAndGiveTheSame() throws Exception {
    List<List<String>> duck = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      List<String> statements = documented("duckdb");
      for (String query : statements.subList(0, 2)) {
        statement.execute(query);
      }
      for (String query : statements.subList(2, 6)) {
        duck.add(rows(statement, query));
      }
    }
    List<List<String>> spark = new ArrayList<>();
    try (FleetSession opened = FleetSession.open()) {
      SparkSession session = opened.sql();
      List<String> statements = documented("spark");
      for (String query : statements.subList(0, 2)) {
        session.sql(query);
      }
      for (String query : statements.subList(2, 6)) {
        spark.add(session.sql(query).collectAsList().stream().map(Row::mkString).toList());
      }
    }

    assertThat(duck.get(0)).anyMatch(row -> row.startsWith("hiddentask_structkswapd0"));
    assertThat(duck.get(0)).allMatch(row -> row.contains("linux-hides.lime"));
    assertThat(duck.get(1)).isNotEmpty();
    assertThat(spark.subList(0, 3)).isEqualTo(duck.subList(0, 3));
    assertThat(duck.get(3)).hasSize(1).allMatch(row -> row.startsWith("linux-x642"));
    assertThat(spark.get(3)).hasSize(1).allMatch(row -> row.startsWith("linux-x642"));
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int column = 1; column <= columns; column++) {
          row.append(result.getObject(column));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  @Test
  void hiddenObjectsAreFirstOfWhatIsRare() throws Exception {
    List<RareItem> items = new SparkFleet().rare(out.toString(), Optional.of(1), 50);

    assertThat(items.getFirst().finding()).contains("hidden");
    assertThat(items.getFirst().kind()).isEqualTo("task_struct");
    assertThat(items.getFirst().item()).contains("kswapd0");
    assertThat(items.getFirst().file()).isEqualTo("linux-hides.lime");
    // What is hidden on one host is missing from the ordinary ones there, not rare on the other.
    assertThat(items).allMatch(item -> item.hosts() == 1 && item.familyHosts() == 2);
  }
}
