package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabSynthesizeTest {
  @TempDir private Path folder;

  private Run synthesize(String world, String seed, Path output) {
    return Run.of(
        "lab",
        "synthesize",
        "--system",
        "win7sp1x86",
        "--memory",
        "256M",
        "--processes",
        "16",
        "--world",
        world,
        "--seed",
        seed,
        "-o",
        output);
  }

  @Test
  void threeFilesAreWrittenAndAgreeWithTheOptions() throws IOException {
    Path image = folder.resolve("a.raw");
    Run run = synthesize("server", "3", image).ok();
    assertThat(run.out()).startsWith(image + ": win7sp1x86, 256 MB, 16 processes, ");
    assertThat(Files.size(image)).isLessThanOrEqualTo(256L << 20).isGreaterThan(240L << 20);
    assertThat(
            TruthFile.read(folder.resolve("a.truth.jsonl")).stream()
                .filter(o -> o.type().equals("_EPROCESS") && o.state() == ObjectState.LIVE))
        .hasSizeGreaterThanOrEqualTo(16);
    assertThat(Files.readString(folder.resolve("a.symbols.json"))).contains("\"_EPROCESS\"");

    synthesize("server", "3", folder.resolve("b.raw")).ok();
    assertThat(Files.mismatch(image, folder.resolve("b.raw"))).isEqualTo(-1);
    assertThat(Files.mismatch(folder.resolve("a.truth.jsonl"), folder.resolve("b.truth.jsonl")))
        .isEqualTo(-1);
  }

  @Test
  void faultsLeaveNothingBehind() throws IOException {
    Path world = Files.writeString(folder.resolve("my.json"), "{\"name\": \"mine\"}");
    Path image = folder.resolve("c.raw");
    synthesize(world.toString(), "1", image).failed(world + ": $.grammar: is missing").silent();
    synthesize("nowhere.json", "1", image).failed("nowhere.json: no such file").silent();
    synthesize("office", "1", folder.resolve("none/c.raw"))
        .failed("its folder doesn't exist")
        .silent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).isEqualTo(List.of(world));
    }
  }
}
