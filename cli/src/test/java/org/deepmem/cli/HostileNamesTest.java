package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.report.ObjectFormat;
import org.deepmem.report.ResultReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A real dump in whose tasks hostile names were written, under a hostile file name: nothing that
/// any verb says acts on a terminal, a spreadsheet or a browser.
@Timeout(600)
final class HostileNamesTest {
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Home.path("samples/linux-6.1-cloud.truth.jsonl");

  /// What a task is called, in bytes of at most 15: as one character each.
  private static final List<String> COMMS =
      List.of(
          "\u001b[2J\u001b]0;x\u0007",
          "\u009b31m\u0085\u007f\b",
          "=cmd|'/C c'!A0",
          "\"\",\"=1+1\",\"",
          "</script><b>",
          "<img src=x>",
          "a\r\n=b\n",
          "\u00e2\u0080\u00aegpj.exe", // U+202E in UTF-8
          "\u00ed\u00a0\u0080\u00ff\u00fe\u00c0\u0080", // a lone surrogate; bytes of no UTF-8
          "\u00e2\u0080\u008b\u00ef\u00bb\u00bfx"); // unseen characters

  private static final String FILE = "=x\u001b[31m\r\n\u0007\"',<b>.lime";

  @TempDir private static Path folder;

  private static Path dump;
  private static Path result;
  private static Path page;

  @BeforeAll
  static void scan() throws IOException {
    dump = folder.resolve(FILE);
    result = folder.resolve("result.jsonl");
    page = folder.resolve("page.html");
    long comm;
    try (Dump original = Dump.open(DUMP)) {
      comm = original.kernel().types().requireMember("task_struct", "comm").offset();
    }
    List<LabelledObject> tasks =
        TruthFile.read(TRUTH).stream()
            .filter(o -> o.type().equals("task_struct") && o.state() == ObjectState.LIVE)
            .toList();
    try (PatchedImage image = new PatchedImage(MemoryImages.open(DUMP))) {
      for (int i = 0; i < COMMS.size(); i++) {
        byte[] name = COMMS.get(i).getBytes(StandardCharsets.ISO_8859_1);
        image.write(tasks.get(i).physicalAddress() + comm, java.util.Arrays.copyOf(name, 16));
      }
      new LimeImageWriter(PageFilter.ALL).write(image, dump);
    }
    Run scan =
        Run.of(
                Run.words(
                    "scan --type task_struct,module --no-hash --format jsonl --report",
                    page,
                    "-o",
                    result,
                    dump))
            .ok();
    assertThat(scan.out()).isEmpty();
    harmless("\n" + scan.err());
  }

  @AfterAll
  static void deleteDump() throws IOException {
    Files.deleteIfExists(dump);
  }

  /// Checks that nothing acts on a terminal: by the kinds of characters, told here once more.
  private static void harmless(String text) {
    assertThat(text).isNotEmpty();
    int acting = text.codePoints().filter(point -> !isHarmless(point)).findFirst().orElse('\n');
    assertThat(acting).as("U+%04X in what was said", acting).isEqualTo('\n');
  }

  private static boolean isHarmless(int point) {
    return point == '\n'
        || point >= ' ' && point < 0x7f
        || point > 0xa0 && Character.isLetterOrDigit(point);
  }

  @Test
  void theResultIsAsciiAndHoldsTheNames() throws IOException {
    byte[] bytes = Files.readAllBytes(result);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
    assertThat(text)
        .contains("=cmd|'/C c'!A0", "</script><b>", "<img src=x>", "=x\\u001B[31m\\r\\n\\u0007");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
  void everyFormatIsHarmless(ObjectFormat format) throws IOException {
    StringWriter out = new StringWriter();
    format.write(ResultReader.read(result), out);
    String text = out.toString();
    harmless(format == ObjectFormat.CSV ? text.replace("\r\n", "\n") : text);
    assertThat(text).contains("comm");
    if (format == ObjectFormat.CSV) {
      assertThat(text).doesNotContain(",\"=", "\"\"=").contains("\"'=x\\u001b[31m\\u000d\\u000a");
    }
  }

  @Test
  void parquetIsWrittenWithThem() throws IOException {
    Path parquet = folder.resolve("parquet");
    ScanResult read = ResultReader.read(result);
    ObjectFormat.PARQUET.write(read, parquet);
    assertThat(parquet).isNotEmptyFile();
  }

  @Test
  void thePageHasNoMarkupOfTheDumps() throws IOException {
    String html = Files.readString(page);
    assertThat(html).doesNotContain("<img src=x>", "</script><b>", "\u001b", "\u202e");
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void everyVerbThatShowsNamesIsHarmless() throws IOException {
    FoundObject task =
        ResultReader.read(result).objects().stream()
            .filter(found -> found.object().names().containsValue("</script><b>"))
            .findFirst()
            .orElseThrow();
    Object address = "0x%x".formatted(task.object().virtualAddress());
    for (String format : List.of("text", "json")) {
      Run explain = Run.of("explain", dump, address, "--format", format).ok();
      assertThat(explain.out()).contains("</script><b>");
      harmless(explain.out() + explain.err());
    }
    Run info = Run.of("info", dump).ok();
    harmless(info.out() + info.err());
    Path data = folder.resolve("data");
    Run label = Run.of("label", dump, "-o", data).ok();
    harmless(label.out() + label.err());

    List<String> lines = Files.readAllLines(result);
    Path fewer = Files.write(folder.resolve("fewer\u001b[0m.jsonl"), lines.subList(0, 60));
    for (String format : List.of("table", "json")) {
      Run diff = Run.of("diff", fewer, result, "--format", format).ok();
      assertThat(diff.out()).contains("comm");
      harmless(diff.out() + diff.err());
    }
  }

  @Test
  void typesOfTruthFilesAreHarmlessWhereverTheyAreShown() throws IOException {
    Samples samples = new Samples(Files.createDirectory(folder.resolve("samples")));
    Path data = samples.data();
    Path truth = data.resolve("one.truth.jsonl");
    String evil = "\\u001b[2J\\u202e</script>\\u009b|x";
    Files.writeString(truth, Files.readString(truth).replace("task_struct", evil));
    for (String format : List.of("table", "json")) {
      Run run =
          Run.of("evaluate", "--data", data, "--model", samples.model(), "--format", format).ok();
      harmless(run.out() + run.err());
    }
  }

  /// Files that aren't there, are of no format, or whose options are none.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "info %s",
        "scan %s",
        "scan %s --report %s/page.html",
        "explain %s 0x1000",
        "explain dump %s",
        "diff %s %s",
        "graph %s -o out",
        "label %s -o out",
        "label dump -o out --symbols %s",
        "train --data %s -o %s",
        "evaluate --data %s",
        "evaluate --data x --model %s",
        "experiment accuracy --data %s -o out",
        "experiment %s",
        "lab convert %s --format raw -o %s",
        "lab attack %s --unlink-task 1 -o out",
        "lab relayout %s -o out",
        "lab layout %s --layout %s",
        "lab synthesize --system %s -o out",
        "lab capture --kernel %s --guest %s -o out",
        "scan dump --format %s",
        "scan dump --type %s --no-such-option %s",
        "%s"
      })
  void messagesAreHarmless(String command) {
    String evil = "\u001b[2J\u0007\u009b1m\u202ex\u200b\u007f";
    for (String name : List.of(evil, folder.resolve("none") + "/" + evil, "x".repeat(5000))) {
      Object[] words =
          java.util.Arrays.stream(command.split(" ")).map(w -> w.replace("%s", name)).toArray();
      Run run = Run.of(words);
      assertThat(run.status()).as(command).isNotZero();
      harmless(run.err());
      assertThat(run.err()).as(command).doesNotContain("internal error");
      assertThat(run.out()).isEmpty();
    }
  }
}
