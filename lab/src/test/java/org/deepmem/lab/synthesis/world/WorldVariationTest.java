package org.deepmem.lab.synthesis.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldVariationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE =
      """
      {"name": "a", "system": {"processors": [2, 4], "uptime": {"logNormal": {"median": 8, "sigma": 0.5}}},
       "gui": 0.25, "x": {"choice": {"0": 3, "7": 1}}, "y": {"mix": [[1, 5], [2, [0, 9]]]},
       "z": {"bits": {"base": 3, "0x4": 0.5}}, "w": {"zipf": {"exponent": 1.5, "count": 9}},
       "handles": {"kernel": {"File": 3}}, "memory": {"user": {"text": 2}}}
      """;

  private static JsonNode varied(long seed, double strength) throws IOException {
    JsonNode root = JSON.readTree(FILE);
    new WorldVariation(new SeededRandom(seed), strength).varyWorld(root);
    return root;
  }

  @Test
  void handlesAreVariedFirstInEveryRun() throws IOException {
    ObjectNode alone = (ObjectNode) JSON.readTree(FILE);
    alone.retain("handles");
    new WorldVariation(new SeededRandom(1), 1).varyWorld(alone);
    assertThat(varied(1, 1).get("handles")).isEqualTo(alone.get("handles"));
  }

  @Test
  void movesWeightsAndShapesAndNothingElse() throws IOException {
    JsonNode before = JSON.readTree(FILE);
    JsonNode after = varied(1, 1);
    for (String moved :
        new String[] {
          "/system/uptime/logNormal/median",
          "/gui",
          "/x/choice/0",
          "/y/mix/0/0",
          "/z/bits/0x4",
          "/w/zipf/exponent",
          "/handles/kernel/File",
          "/memory/user/text"
        }) {
      assertThat(after.at(moved)).as(moved).isNotEqualTo(before.at(moved));
      assertThat(after.at(moved).doubleValue()).as(moved).isPositive();
    }
    for (String kept :
        new String[] {
          "/name",
          "/system/processors",
          "/system/uptime/logNormal/sigma",
          "/y/mix/1/1",
          "/z/bits/base",
          "/w/zipf/count"
        }) {
      assertThat(after.at(kept)).as(kept).isEqualTo(before.at(kept));
    }
    assertThat(after.at("/gui").doubleValue()).isLessThan(1);
  }

  @Test
  void theSameSeedGivesTheSame() throws IOException {
    assertThat(varied(5, 0.7)).isEqualTo(varied(5, 0.7)).isNotEqualTo(varied(6, 0.7));
    assertThat(varied(5, 0.00001)).isNotEqualTo(JSON.readTree(FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"office", "campus", "server"})
  void aVariationIsAWorld(String world) throws IOException {
    for (long seed = 1; seed <= 30; seed++) {
      assertThat(World.of(world, 2, seed).name()).isEqualTo(World.of(world).name());
    }
  }
}
