package org.deepmem.lab.synthesis.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldTest {
  private static String office() throws IOException {
    try (InputStream in = Objects.requireNonNull(World.class.getResourceAsStream("office.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Each fault is told by file, place and reason.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"office\"|\"nane\": \"office\"|$.nane: is unknown; known here: churn, ",
        "\"weight\": 3|\"weight\": -3|.weight: -3.0; give 0.0 to ",
        "\"frames\": {\"logNormal\"|\"frames\": {\"logNorm\"|$.stacks.frames.logNorm: give one of",
        "{adjective} {noun}|{adjectiv} {noun}|: no rule {adjectiv} in the grammar",
        "\"mix\": \"kernel\"|\"mix\": \"colonel\"|$.processes[0].mix: no such mix in $.handles",
        "\"tag\": \"MmSt\"|\"tag\": \"MmStt\"|$.pools[0].tag: give four ASCII characters",
        "\"heap\": 30|\"heep\": 30|$.memory.user: \"heep\"; give one of zero, text,",
      })
  void faultsAreToldByPlace(String right, String wrong, String message) throws IOException {
    String text = office();
    assertThat(text).contains(right);
    byte[] bytes = text.replace(right, wrong).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> World.read("my.json", new ByteArrayInputStream(bytes)))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("my.json: $")
        .hasMessageContaining(message);
  }

  @Test
  void cutFilesAreToldByLine() throws IOException {
    byte[] bytes = office().substring(0, 5000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> World.read("my.json", new ByteArrayInputStream(bytes)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("my.json: line ");
  }

  @Test
  void worldsDiffer() throws IOException {
    Set<List<String>> drivers = new HashSet<>();
    for (String name : World.BUILT_IN) {
      World world = World.builtIn(name);
      assertThat(world.name()).isEqualTo(name);
      assertThat(drivers.add(world.drivers.stream().map(DriverTemplate::file).toList())).isTrue();
      assertThat(world.pools).hasSizeGreaterThan(40);
    }
  }
}
