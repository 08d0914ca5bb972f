package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ResultDiff;
import org.junit.jupiter.api.Test;

/// Comparisons of results with hostile names.
class DiffReportTest {
  private static final FoundObject UNHIDDEN =
      new FoundObject(
          HostileResult.TASK.object(),
          true,
          HostileResult.TASK.views(),
          Optional.empty(),
          HostileResult.TASK.facts());
  private static final ResultDiff DIFF =
      ResultDiff.of(
          HostileResult.of(HostileResult.TASK), HostileResult.of(UNHIDDEN, HostileResult.CRED));

  @Test
  void theTableCountsThenTells() throws IOException {
    StringWriter out = new StringWriter();
    DiffReport.table(DIFF, out);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).matches("cred +1 +0 +0");
    assertThat(lines.get(2)).matches("task_struct +0 +0 +1");
    assertThat(lines.get(3)).startsWith("+ cred            freed 0xffffc90000000040");
    assertThat(lines.get(4)).startsWith("~ task_struct     live  0xffff888003a1c000  pid=7");
    assertThat(lines.get(5)).isEqualTo("    finding: hidden -> absent");
    assertThat(out.toString().chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
  }

  @Test
  void jsonHasAStableShape() throws IOException {
    StringWriter out = new StringWriter();
    DiffReport.json(DIFF, out);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactly(
            "before", "after", "sameBoot", "warnings", "summary", "came", "went", "changed");
    assertThat(json.get("sameBoot").textValue()).isEqualTo("unknown");
    assertThat(json.get("summary").get(0).toString())
        .isEqualTo("{\"type\":\"cred\",\"came\":1,\"went\":0,\"changed\":0}");
    assertThat(json.get("changed").get(0).get("differences").get(0).toString())
        .isEqualTo("{\"member\":\"finding\",\"before\":\"hidden\",\"after\":null}");
    assertThat(json.get("changed").get(0).get("object").get("type").textValue())
        .isEqualTo("task_struct");
  }
}
