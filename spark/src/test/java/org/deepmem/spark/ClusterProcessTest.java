package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JAR that is shipped, on a real cluster of this machine's: a master and two workers. One of
/// them is killed in the middle.
@Tag("slow")
class ClusterProcessTest {
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @TempDir private static Path folder;
  private static final List<SparkProcess> CLUSTER = new ArrayList<>();
  private static Path sparkHome = Path.of("");
  private static Path dumps = Path.of("");
  private static Path alone = Path.of("");
  private static String master = "";

  @BeforeAll
  static void scanOnOneMachineAndStartACluster() throws Exception {
    dumps = Files.createDirectory(folder.resolve("dumps"));
    new FleetDumps(dumps).twelve();
    sparkHome = SparkProcess.sparkHome(folder.resolve("spark"));
    alone = folder.resolve("alone");
    try (SparkProcess single =
        SparkProcess.start(
            sparkHome,
            SparkProcess.jar() + ":" + SparkProcess.jars(sparkHome),
            "1800m",
            folder.resolve("alone.log"),
            "org.deepmem.cli.DeepMemCommand",
            "fleet",
            dumps.toString(),
            "-o",
            alone.toString())) {
      assertThat(single.end(LONGEST)).as("%s", single.lines()).isEqualTo(1);
      assertThat(single.lines())
          .anyMatch(line -> line.contains("2 of 12 dumps failed, 10 are done"));
    }
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    daemon(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0")
        .await(line -> line.contains("New state: ALIVE"), LONGEST);
    for (int i = 0; i < 2; i++) {
      daemon(
          "worker" + i,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          "127.0.0.1",
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1100m",
          "--work-dir",
          folder.resolve("work" + i).toString(),
          master);
    }
    for (SparkProcess worker : CLUSTER.subList(1, 3)) {
      worker.await(line -> line.contains("Successfully registered with master"), LONGEST);
    }
  }

  private static SparkProcess daemon(String name, String... words) throws IOException {
    SparkProcess process =
        SparkProcess.start(
            sparkHome,
            sparkHome.resolve("conf") + ":" + SparkProcess.jars(sparkHome),
            "256m",
            folder.resolve(name + ".log"),
            words);
    CLUSTER.add(process);
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    CLUSTER.forEach(SparkProcess::close);
  }

  private static SparkProcess submit(String log, Path out, String... options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--executor-memory",
                "1g",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector",
                SparkProcess.jar().toString(),
                "fleet",
                dumps.toString(),
                "-o",
                out.toString()));
    words.addAll(List.of(options));
    return SparkProcess.start(
        sparkHome,
        sparkHome.resolve("conf") + ":" + SparkProcess.jars(sparkHome),
        "512m",
        folder.resolve(log),
        words.toArray(String[]::new));
  }

  @Test
  void aKilledWorkerLosesAndDoublesNothing() throws Exception {
    Path out = folder.resolve("cluster");
    try (SparkProcess driver = submit("driver.log", out)) {
      driver.await(line -> line.contains(": done, "), LONGEST);
      CLUSTER.get(1).kill();
      assertThat(driver.end(LONGEST)).as("%s", driver.lines()).isEqualTo(1);
      assertThat(driver.lines())
          .anyMatch(line -> line.contains("2 of 12 dumps failed, 10 are done"));
      assertThat(driver.lines()).as("lost").anyMatch(line -> line.contains("Lost executor"));
    }

    assertThat(Tables.difference(Tables.OBJECTS, alone, out)).isZero();
    assertThat(Tables.difference(Tables.DUMPS, alone, out)).isZero();
    assertThat(Tables.difference(Tables.FAILURES, alone, out)).isZero();
    Tables tables = new Tables(out);
    assertThat(tables.column("SELECT count(*) FROM read_parquet('%s/dumps/*.parquet')"))
        .containsExactly("10");
    assertThat(
            tables.column(
                "SELECT path FROM read_parquet('%s/dumps/*.parquet') WHERE findings['hidden'] > 0"))
        .singleElement()
        .asString()
        .endsWith("linux-hides.lime");
    assertThat(out.resolve("_aside")).isEmptyDirectory();
    try (Stream<Path> scans = Files.walk(out.resolve("objects"), 2)) {
      assertThat(scans.filter(path -> path.toString().contains("scan="))).hasSize(10);
    }

    // The worker that is left does what failed again, and nothing else.
    try (SparkProcess driver = submit("again.log", out, "--resume")) {
      assertThat(driver.end(LONGEST)).as("%s", driver.lines()).isEqualTo(1);
      assertThat(driver.lines())
          .anyMatch(line -> line.contains("2 of 12 dumps failed, 0 are done, 10 were before"));
    }
  }
}
