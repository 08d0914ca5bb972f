package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel's views tell beside the network, on the bundled dump and copies with hidden and
/// fabricated objects.
class CrossViewTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  private static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");
  private static final Pattern ADDRESS = Pattern.compile("(task_struct|module) (0x[0-9a-f]{16})");

  @TempDir private Path folder;

  @Test
  void nothingOfACleanDumpIsHiddenOrFabricated() throws IOException {
    Run clean = Run.of("scan", DUMP, "--view", "flagged", "--format", "jsonl").ok();

    List<JsonNode> lines = lines(clean);
    assertThat(lines).hasSize(1);
    assertThat(texts(lines.getFirst().get("views")))
        .containsExactlyInAnyOrder("lists", "tables", "handles", "references", "allocator");
    assertThat(clean.err()).isEmpty();
  }

  @Test
  void whatWasHiddenOrPutThereIsFoundAndNothingElse() throws IOException {
    Path copy = folder.resolve("h.lime");
    Run attack =
        Run.of(
                "lab",
                "attack",
                DUMP,
                "--truth",
                TRUTH,
                "--unlink-task",
                "97",
                "--unlink-module",
                "qemu_fw_cfg",
                "--fabricate",
                "zeros,text",
                "-o",
                copy)
            .ok();

    Run scan = Run.of("scan", copy, "--view", "flagged", "--format", "jsonl").ok();

    List<JsonNode> objects = lines(scan).stream().skip(1).toList();
    assertThat(addresses(objects, "task_struct", "fabricated"))
        .isEqualTo(told(attack, "fabricated", "task_struct"))
        .hasSize(2);
    assertThat(addresses(objects, "module", "hidden"))
        .isEqualTo(told(attack, "hidden", "module"))
        .hasSize(1);
    assertThat(addresses(objects, "task_struct", "hidden"))
        .hasSize(5)
        .containsAll(told(attack, "hidden", "task_struct"));
    assertThat(objects)
        .filteredOn(object -> object.get("type").textValue().equals("task_struct"))
        .filteredOn(object -> object.get("finding").textValue().equals("hidden"))
        .allSatisfy(task -> assertThat(task.get("names").get("tgid").textValue()).isEqualTo("97"));
    // What else isn't reached any more belongs to that process.
    assertThat(objects)
        .filteredOn(object -> object.get("type").textValue().matches("mm_struct|vm_area_struct"))
        .isNotEmpty()
        .allSatisfy(
            part -> assertThat(part.get("members").get("ownerPid").textValue()).isEqualTo("97"));
    assertThat(objects)
        .extracting(object -> object.get("type").textValue())
        .containsOnly(
            "task_struct",
            "module",
            "mm_struct",
            "vm_area_struct",
            "files_struct",
            "signal_struct");
    assertThat(scan.err())
        .contains("%d objects are hidden, 2 fabricated".formatted(objects.size() - 2));
  }

  @Test
  void aFreedObjectIsSaidToBeSo() throws IOException {
    Run scan =
        Run.of("scan", DUMP, "--view", "freed", "--type", "task_struct", "--format", "jsonl").ok();

    List<JsonNode> tasks = lines(scan).stream().skip(1).toList();
    assertThat(tasks)
        .isNotEmpty()
        .allSatisfy(
            task -> {
              assertThat(task.get("finding").textValue()).isEqualTo("freed");
              assertThat(texts(task.get("views"))).doesNotContain("allocator", "lists", "tables");
            });
  }

  @Test
  void withoutViewsNothingIsToldOfThem() throws IOException {
    Run scan = Run.of("scan", DUMP, "--no-views", "--type", "module", "--format", "jsonl").ok();

    List<JsonNode> lines = lines(scan);
    assertThat(lines.getFirst().get("views")).isEmpty();
    assertThat(lines.stream().skip(1))
        .isNotEmpty()
        .allSatisfy(module -> assertThat(module.get("finding").isNull()).isTrue());
  }

  private static Set<String> addresses(List<JsonNode> objects, String type, String finding) {
    return objects.stream()
        .filter(object -> object.get("type").textValue().equals(type))
        .filter(object -> object.get("finding").textValue().equals(finding))
        .map(object -> object.get("virtualAddress").textValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The addresses that the attack says it took or made.
  private static Set<String> told(Run attack, String how, String type) {
    return attack
        .out()
        .lines()
        .filter(line -> line.startsWith(how + ": " + type))
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<JsonNode> lines(Run run) throws IOException {
    return List.copyOf(
        JsonMapper.builder()
            .build()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(run.out())
            .readAll());
  }

  private static List<String> texts(JsonNode array) {
    return JsonMapper.builder().build().convertValue(array, List.class).stream()
        .map(String::valueOf)
        .toList();
  }
}
