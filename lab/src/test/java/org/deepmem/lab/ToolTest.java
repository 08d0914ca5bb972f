package org.deepmem.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToolTest {
  @TempDir private Path folder;

  @Test
  void givesWhatTheProgramWrote() throws Exception {
    assertThat(Tool.APT_GET.run(folder, Map.of("LC_ALL", "C"), List.of("--version")))
        .startsWith("apt ");
  }

  @Test
  void namesTheProgramAndItsLastLineWhenItFails() {
    assertThatThrownBy(() -> Tool.APT_GET.run(folder, Map.of(), List.of("no-such-verb")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("apt-get failed with status 100")
        .hasMessageContaining("no-such-verb")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void scratchTakesEverythingWithItLastAddedFirst() throws Exception {
    StringBuilder order = new StringBuilder();
    Path scratched;
    try (Scratch scratch = new Scratch()) {
      scratched = scratch.folder();
      Files.createDirectories(scratched.resolve("a/b"));
      Files.writeString(scratched.resolve("a/b/c"), "x");
      scratch.atEnd(() -> order.append("first "));
      scratch.atEnd(() -> order.append("second "));
    }
    assertThat(scratched).doesNotExist();
    assertThat(order).hasToString("second first ");
  }
}
