package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;

/// A body file by the rules of The Sleuth Kit's `mactime`: it splits lines at bars, wants eleven
/// fields, and takes times that are 0 for unknown.
class TimelineTest {
  private static FoundObject object(
      String type, long address, Map<String, String> names, String... members) {
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    for (int i = 0; i < members.length; i += 2) {
      facts.put(members[i], members[i + 1]);
    }
    return new FoundObject(
        new DetectedObject(
            type,
            ObjectState.RESIDUAL,
            address,
            OptionalLong.empty(),
            1,
            1,
            OptionalDouble.empty(),
            1,
            names),
        true,
        Set.of(),
        Optional.of(Finding.HIDDEN),
        facts.build());
  }

  private static List<String> lines(FoundObject... objects) throws IOException {
    StringWriter out = new StringWriter();
    ObjectFormat.TIMELINE.write(HostileResult.of(objects), out);
    return out.toString().lines().toList();
  }

  @Test
  void timesGoWhereTheyBelong() throws IOException {
    FoundObject inode =
        object(
            "inode",
            0xffff888000000010L,
            Map.of("ino", "7"),
            "uid",
            "33",
            "gid",
            "-1",
            "size",
            "4096",
            "accessed",
            "1970-01-01T00:00:04.9Z",
            "modified",
            "1970-01-01T00:00:02Z",
            "changed",
            "1970-01-01T00:00:03Z");
    assertThat(lines(inode))
        .containsExactly(
            "0|inode ino=7 (freed) (hidden)|0xffff888000000010|----------|33|0|4096|4|2|3|0");
    FoundObject process =
        object("_EPROCESS", 16, Map.of(), "created", "2009-07-14T01:00:00Z", "exited", "");
    assertThat(lines(process).getFirst()).endsWith("|0|0|0|0|0|0|1247533200");
  }

  @Test
  void linesAreInOrderOfTimeThenAddress() throws IOException {
    String later = "1970-01-01T00:00:09Z";
    String sooner = "1970-01-01T00:00:08Z";
    assertThat(
            lines(
                object("task_struct", -1, Map.of(), "started", later),
                object("task_struct", 1, Map.of(), "started", later),
                object("task_struct", 2, Map.of(), "started", sooner)))
        .extracting(line -> line.split("\\|", -1)[2])
        .containsExactly("0x0000000000000002", "0x0000000000000001", "0xffffffffffffffff");
  }

  @Test
  void whatHasNoTimeIsCounted() throws IOException {
    FoundObject[] timeless = {
      object("cred", 1, Map.of(), "started", "1970-01-01T00:00:09Z"),
      object("task_struct", 1, Map.of(), "started", ""),
      object("task_struct", 1, Map.of(), "started", "yesterday"),
      object("task_struct", 1, Map.of(), "started", "1960-01-01T00:00:00Z"),
      object("task_struct", 1, Map.of(), "started", "+999999999-01-01T00:00:00Z"),
      object("task_struct", 1, Map.of())
    };
    ScanResult result = HostileResult.of(timeless);
    assertThat(Timeline.timeless(result)).isEqualTo(timeless.length);
    assertThat(lines(timeless)).isEmpty();
  }

  @Test
  void aNameEndsNeitherFieldNorLine() throws IOException {
    String evil = "a|b\n0|c" + HostileResult.EVIL;
    List<String> lines =
        lines(object("task_struct", 1, Map.of("comm", evil), "started", "1970-01-01T00:00:09Z"));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().split("\\|", -1)).hasSize(11);
    assertThat(lines.getFirst()).contains("comm=a\\u007cb\\u000a0\\u007cc");
  }
}
