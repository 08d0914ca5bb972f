package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.deepmem.image.CrashDumpBytes;
import org.deepmem.kernel.windows.TestWindows;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dumps of Windows that are damaged, or whose symbols aren't at hand: what can be read is
/// reported, what can't is told in a line.
@Timeout(120)
class BadWindowsTest {
  private static final String RSDS = "ntkrpamp.pdb 0403020106050807090A0B0C0D0E0F10-2";
  private static final String OTHER = "684DA42A30CC450F81C535B4D18944B1";
  private static final int PROCESS = 7;
  private static final int NON_PAGED = 2;

  @TempDir Path folder;
  private Samples samples = new Samples(Path.of(""));

  @BeforeEach
  void samples() {
    samples = new Samples(folder);
  }

  /// Where the links of the lists and tables of a small system are damaged.
  enum Broken {
    PROCESS_LINK("1 lists have a link that is broken or circular"),
    PROCESS_CIRCLE("1 lists have a link that is broken or circular"),
    NO_PROCESS_HEAD("1 lists have a link that is broken or circular"),
    THREAD_CIRCLE("lists have a link that is broken or circular"),
    MODULE_CIRCLE("1 lists have a link that is broken or circular"),
    NO_MODULE_HEAD("1 lists have a link that is broken or circular"),
    HANDLES_TO_THEMSELVES("pages of handle tables are missing, misplaced or met twice"),
    HANDLES_NOWHERE("1 pages of handle tables are missing, misplaced or met twice");

    private final String warning;

    Broken(String warning) {
      this.warning = warning;
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenListsAreCountedAndTheRestIsLabelled(Broken broken) throws IOException {
    for (boolean wide : new boolean[] {false, true}) {
      TestWindows windows = new TestWindows(wide);
      long[] processes = processes(windows);
      damage(windows, processes, broken);
      Path file = lime(windows);

      Run label = Run.of("label", file, "-o", folder).ok();

      assertThat(label.err())
          .contains(broken.warning)
          .hasLineCount(broken == Broken.NO_PROCESS_HEAD ? 2 : 1);
      assertThat(labelled()).contains(processes[0], processes[1], processes[2]);
      Run.of("scan", file, "--model", model(wide)).ok();
    }
  }

  private static void damage(TestWindows windows, long[] processes, Broken broken) {
    long second = link(windows, processes[1]);
    long table = windows.pool + 0x1000L * 20;
    switch (broken) {
      case PROCESS_LINK -> windows.number(second, 0xdead_0000L, windows.word);
      case PROCESS_CIRCLE -> windows.number(second, second, windows.word);
      case NO_PROCESS_HEAD -> windows.number(windows.processHead(), 0, 2 * windows.word);
      case THREAD_CIRCLE -> {
        long threads = windows.member(processes[1], "_EPROCESS", "ThreadListHead");
        windows.number(threads, table, windows.word);
        windows.number(table, table, windows.word);
      }
      case MODULE_CIRCLE -> {
        windows.number(windows.moduleHead(), table, windows.word);
        windows.number(table, table, windows.word);
      }
      case NO_MODULE_HEAD -> windows.number(windows.moduleHead(), 0, 2 * windows.word);
      case HANDLES_TO_THEMSELVES -> {
        windows.set(processes[1], "_EPROCESS", "ObjectTable", table);
        windows.set(table, "_HANDLE_TABLE", "TableCode", table + 0x1000 | 2);
        for (int at = 0; at < 0x1000; at += windows.word) {
          windows.number(table + 0x1000 + at, table + 0x1000, windows.word);
        }
      }
      case HANDLES_NOWHERE -> {
        windows.set(processes[1], "_EPROCESS", "ObjectTable", table);
        windows.set(table, "_HANDLE_TABLE", "TableCode", windows.kernel + 0x100_0000 | 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUnknownBuildIsScannedWithoutNames(boolean wide) throws IOException {
    TestWindows windows = new TestWindows(wide);
    windows.text(windows.kernel + 0x5200, "8888.0.unknown");
    Path file = lime(windows);
    Path output = folder.resolve("output");
    Path symbols = Files.createDirectory(folder.resolve("symbols"));

    Run scan = Run.of("scan", file, "--model", model(wide)).ok();
    assertThat(scan.out()).startsWith("type");
    assertThat(scan.err())
        .startsWith("deepmem: " + file + ": objects stay without names: ")
        .contains("(8888)", RSDS, "--symbols", "nothing is told of hidden objects");
    Run.of("label", file, "-o", output).failed(file + ": ", "(8888)", RSDS, "--symbols").silent();
    Run.of("label", file, "-o", output, "--symbols", symbols)
        .failed(file + ": ", RSDS, symbols.toString())
        .silent();
    assertThat(output).doesNotExist();
    Run info = Run.of("info", file, "--model", model(wide)).failed("(8888)", RSDS, "--symbols");
    assertThat(info.out()).contains("LiME", "(8888)", "kernel base", RSDS, "page table root");
    Run.of("graph", file, "-o", output).ok();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aScanSaysThatItsModelIsOfOtherBuilds(boolean wide) throws IOException {
    TestWindows windows = new TestWindows(wide);
    assertThat(Run.of("scan", lime(windows)).ok().err()).doesNotContain("isn't among");
    windows.text(windows.kernel + 0x5200, "8888.0.unknown");
    assertThat(Run.of("scan", lime(windows)).ok().err())
        .contains("(8888) isn't among the kernels that the model learnt from (Windows ");
  }

  @Test
  void symbolsOfAnotherKernelAreRefused() throws IOException {
    TestWindows windows = new TestWindows(false);
    processes(windows);
    Path file = lime(windows);
    Path output = folder.resolve("output");
    String isf =
        """
        {"base_types": {}, "enums": {}, "metadata": {"format": "6.1.0", "windows": {"pdb":
          {"GUID": "%s", "age": 3, "database": "ntkrnlmp.pdb", "machine_type": 332}}},
         "symbols": {"PsActiveProcessHead": {"address": 4096}},
         "user_types": {"_EPROCESS": {"kind": "struct", "size": 8, "fields": {}}}}
        """
            .formatted(OTHER);
    Path symbols = Files.writeString(folder.resolve("other.json"), isf);
    String[] both = {RSDS, OTHER + "-3", symbols.toString()};

    Run.of("label", file, "-o", output, "--symbols", symbols).failed(both).silent();
    assertThat(output).doesNotExist();
    Run scan = Run.of("scan", file, "--model", model(false), "--symbols", symbols).ok();
    assertThat(scan.err())
        .startsWith("deepmem: " + file + ": objects stay without names: ")
        .contains(both);
    Run info = Run.of("info", file, "--model", model(false), "--symbols", symbols).failed(both);
    assertThat(info.out()).contains("Windows 7 SP1 x86 (7601)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void strayLoopsInThePageTablesLoseNothing(boolean wide) throws IOException {
    TestWindows windows = new TestWindows(wide);
    long[] processes = processes(windows);
    long beyond = 0xf_ffff_f000L;
    long[] tables = wide ? new long[] {0x8_0000, 0x8_1000, 0x8_2000} : new long[] {0x8_2000};
    long above = wide ? TestWindows.TABLES : 0x4000; // of PAE the third directory, unused below
    for (long table : tables) {
      windows.image.present(table).put(above + 8 * 500, table | 0x63);
      windows.image.put(table, table | 0x63); // itself
      windows.image.put(table + 8, above | 0x63);
      windows.image.put(table + 16, TestWindows.TABLES | 0x63);
      windows.image.put(table + 24, beyond | 0x63);
      windows.image.put(table + 32, 0x63); // physical page 0, which isn't there
      above = table;
    }
    Path file = lime(windows);

    Run.of("label", file, "-o", folder).ok();
    assertThat(labelled()).contains(processes[0], processes[1], processes[2]);
    Run.of("scan", file, "--model", model(wide)).ok();
    Run.of("info", file, "--model", model(wide)).ok();
  }

  @Test
  void pageTablesThatContainThemselvesAreToldInOneLine() throws IOException {
    TestWindows windows = new TestWindows(true);
    for (int entry = 256; entry < 512; entry++) {
      windows.image.put(TestWindows.TABLES + 8L * entry, TestWindows.TABLES | 0x63);
    }
    refused(lime(windows), "contain themselves");
  }

  @Test
  void pageTablesThatMapMemoryOverAndOverAreToldInOneLine() throws IOException {
    TestWindows windows = new TestWindows(true);
    long table = 0x8_0000;
    for (int entry = 0; entry < 512; entry++) {
      windows.image.put(table + 8L * entry, 0xe3); // 1 GB at 0
    }
    for (int entry = 257; entry < 490; entry++) {
      windows.image.put(TestWindows.TABLES + 8L * entry, table | 0x63);
    }
    refused(lime(windows), "over and over");
  }

  @Test
  void largePagesBeyondTheImageCostNoTime() throws IOException {
    TestWindows windows = new TestWindows(true);
    long[] processes = processes(windows);
    long table = 0x8_0000;
    for (int entry = 0; entry < 512; entry++) {
      windows.image.put(table + 8L * entry, 0xe3 | (entry + 1L) << 30);
    }
    for (int entry = 257; entry < 490; entry++) {
      windows.image.put(TestWindows.TABLES + 8L * entry, table | 0x63);
    }
    Run.of("label", lime(windows), "-o", folder).ok();
    assertThat(labelled()).contains(processes[0], processes[1], processes[2]);
  }

  private void refused(Path file, String reason) throws IOException {
    Path output = folder.resolve("output");
    Run.of("info", file, "--model", model(true)).failed(file + ": ", reason).silent();
    Run.of("label", file, "-o", output).failed(file + ": ", reason).silent();
    Run.of("scan", file, "--model", model(true)).failed(file + ": ", reason).silent();
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCutOffCrashDumpTellsWhatItLacks(boolean wide) throws IOException {
    TestWindows windows = new TestWindows(wide);
    long[] processes = processes(windows);
    byte[] bytes = CrashDumpBytes.of(wide, TestWindows.TABLES, windows.image);
    Path file = folder.resolve("windows.dmp");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5000));

    Run label = Run.of("label", file, "-o", folder).ok();

    assertThat(label.err()).contains("2 pages unreadable", "the file ends at 0x").hasLineCount(1);
    assertThat(labelled()).contains(processes[0], processes[1], processes[2]);
    Run scan = Run.of("scan", file, "--model", model(wide)).ok();
    assertThat(scan.err()).contains("2 pages unreadable");
    Files.write(file, Arrays.copyOf(bytes, wide ? 0x2000 : 0x1000));
    Run.of("label", file, "-o", folder.resolve("none")).failed(file + ": ", "copy it").silent();
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "false, 2", "true, 3", "true, 4"})
  void hostileBytesNeverCrash(boolean wide, int seed) throws IOException {
    TestWindows windows = new TestWindows(wide);
    processes(windows);
    byte[] good = CrashDumpBytes.of(wide, TestWindows.TABLES, windows.image);
    Path model = model(wide);
    Path file = folder.resolve("windows.dmp");
    Random random = new Random(seed);
    for (int round = 0; round < 24; round++) {
      byte[] bytes = good.clone();
      // the header, the page tables, everything
      int among = round % 3 == 0 ? 0x1000 : round % 3 == 1 ? 0x1_0000 : bytes.length;
      int changes = round % 3 == 0 ? 8 : 1 << random.nextInt(12);
      for (int i = 0; i < changes; i++) {
        bytes[random.nextInt(among)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      Path output = folder.resolve("round" + round);
      Run label = Run.of("label", file, "-o", output);
      HostileBytesTest.survived(label, seed, round);
      assertThat(Files.exists(output.resolve("windows.truth.jsonl")))
          .as("truth of seed %d, round %d", seed, round)
          .isEqualTo(label.status() == 0);
      HostileBytesTest.survived(Run.of("info", file, "--model", model), seed, round);
      HostileBytesTest.survived(Run.of("scan", file, "--model", model), seed, round);
    }
  }

  /// Three processes, in pool and list.
  private static long[] processes(TestWindows windows) {
    long[] processes = new long[3];
    for (int i = 0; i < processes.length; i++) {
      processes[i] = windows.pooled(i, "_EPROCESS", PROCESS, "Proc", true, NON_PAGED);
      windows.process(processes[i], "p%d.exe".formatted(i), 4 + 4 * i);
    }
    windows.ring(
        windows.processHead(),
        link(windows, processes[0]),
        link(windows, processes[1]),
        link(windows, processes[2]));
    return processes;
  }

  private static long link(TestWindows windows, long process) {
    return windows.member(process, "_EPROCESS", "ActiveProcessLinks");
  }

  private Path lime(TestWindows windows) throws IOException {
    Path file = folder.resolve("windows.lime");
    Files.deleteIfExists(file);
    new LimeImageWriter(PageFilter.ALL).write(windows.image, file);
    return file;
  }

  private Path model(boolean wide) throws IOException {
    return samples.model(wide ? "windows-x64" : "windows-x86", "_EPROCESS");
  }

  private long[] labelled() throws IOException {
    return TruthFile.read(folder.resolve("windows.truth.jsonl")).stream()
        .mapToLong(LabelledObject::virtualAddress)
        .toArray();
  }
}
