package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.evaluation.TypeResult;
import org.junit.jupiter.api.Test;

class HarmTablesTest {
  private static TypeResult of(String type, long hits, long falseHits) {
    return new TypeResult(type, 100, 100, hits, hits, 0, falseHits, 0);
  }

  private static HarmedType harmed(Treatment treatment, String type, long before, long after) {
    return new HarmedType("s", treatment, type, of(type, before, 0), of(type, after, 4));
  }

  @Test
  void recallStandsBesideWhatItWas() {
    Treatment ten = new Treatment(Treatment.Kind.BYTES, 10);
    Treatment names = new Treatment(Treatment.Kind.SIGNATURE, 0);
    String text =
        HarmTables.of(
            List.of(
                harmed(Treatment.NONE, "cred", 80, 80),
                harmed(ten, "pid", 100, 96),
                harmed(ten, "cred", 80, 40),
                harmed(names, "cred", 80, 80)));

    assertThat(text)
        .contains(
            """
            Random bytes:

            | type | objects | recall before | 10 |
            |---|---:|---:|---:|
            | `cred` | 100 | 0.8000 | 0.4000 (0.5000) |
            | `pid` | 100 | 1.0000 | 0.9600 (0.9600) |
            | least after ÷ before |  |  | 0.5000 |
            | least precision |  | 1.0000 | 0.9091 |
            """)
        .contains("| `cred` | 100 | 0.8000 | 0.8000 (1.0000) |");
  }

  @Test
  void theWeakestTypeOfEachSystemIsTold() {
    Treatment ten = new Treatment(Treatment.Kind.BYTES, 10);
    Map<String, List<HarmedType>> systems = new LinkedHashMap<>();
    systems.put("a", List.of(harmed(ten, "pid", 100, 96), harmed(ten, "cred", 80, 40)));
    systems.put("b", List.of(harmed(ten, "pid", 100, 96)));

    assertThat(HarmTables.overview(systems).toString())
        .contains("| 10 random bytes | 0.5000 `cred` | 0.9600 `pid` |");
  }

  @Test
  void aReasonIsToldOnce() throws Exception {
    String cell =
        """
        {"inputs": {"treatment": "%s"}, "result": {"impossible": "d.elf: no symbols"}}""";
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> cells =
        List.of(
            json.readTree(cell.formatted("UNLINKED")), json.readTree(cell.formatted("SIGNATURE")));

    assertThat(HarmTables.impossible(cells))
        .isEqualTo("\nNot possible: names and tags, unlinked: d.elf: no symbols\n");
  }
}
