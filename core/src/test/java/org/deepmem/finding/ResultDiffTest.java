package org.deepmem.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.ObjectChange.Difference;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;

/// Two moments of a machine.
class ResultDiffTest {
  private static final String BOOT = "2026-11-20T08:00:00Z";

  private static DumpIdentity dump(String booted, String taken) {
    return new DumpIdentity(
        "a.elf",
        1,
        Optional.empty(),
        "ELF core",
        "linux-x64",
        Optional.of("6.1.0"),
        Optional.of(Instant.parse(taken)),
        booted.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(booted)),
        Instant.EPOCH,
        "t",
        "m",
        "h");
  }

  private static ScanResult result(String booted, FoundObject... objects) {
    return new ScanResult(
        dump(booted, "2026-11-20T09:00:00Z"), List.of(objects), Set.of(), List.of());
  }

  private static FoundObject object(
      String type, long address, Map<String, String> names, ObjectFacts facts) {
    return new FoundObject(
        new DetectedObject(
            type,
            ObjectState.LIVE,
            address,
            OptionalLong.empty(),
            1,
            1,
            OptionalDouble.empty(),
            1,
            names),
        true,
        Set.of(),
        Optional.empty(),
        facts);
  }

  private static FoundObject task(long address, String pid, String started, String comm) {
    ObjectFacts facts =
        new ObjectFacts.Builder()
            .put("pid", pid)
            .put("comm", comm)
            .put("started", started)
            .absent("cmdline")
            .build();
    return object("task_struct", address, Map.of("pid", pid, "comm", comm), facts);
  }

  @Test
  void cameWentAndChanged() {
    FoundObject stays = task(0x1000, "1", "a", "init");
    FoundObject renamed = task(0x2000, "2", "b", "sh");
    FoundObject renamedNow = task(0x2000, "2", "b", "top");
    FoundObject ended = task(0x3000, "3", "c", "ls");
    FoundObject begun = task(0xffff888000000000L, "4", "d", "ps");
    ResultDiff diff =
        ResultDiff.of(result(BOOT, stays, renamed, ended), result(BOOT, stays, renamedNow, begun));
    assertThat(diff.sameBoot()).isEqualTo(SameBoot.YES);
    assertThat(diff.warnings()).isEmpty();
    assertThat(diff.came()).containsExactly(begun);
    assertThat(diff.went()).containsExactly(ended);
    assertThat(diff.changed())
        .containsExactly(
            new ObjectChange(
                renamed,
                renamedNow,
                List.of(new Difference("comm", Optional.of("sh"), Optional.of("top")))));
  }

  @Test
  void aPlaceThatIsUsedAgainIsAnotherObject() {
    FoundObject old = task(0x1000, "7", "a", "sh");
    FoundObject young = task(0x1000, "7", "b", "sh");
    ResultDiff diff = ResultDiff.of(result(BOOT, old), result(BOOT, young));
    assertThat(diff.came()).containsExactly(young);
    assertThat(diff.went()).containsExactly(old);
  }

  @Test
  void passingNamesAreNoIdentity() {
    FoundObject open =
        object("tcp_sock", 1, Map.of("local", "a:1", "state", "1"), ObjectFacts.NONE);
    FoundObject closing =
        object("tcp_sock", 1, Map.of("local", "a:1", "state", "7"), ObjectFacts.NONE);
    ResultDiff diff = ResultDiff.of(result(BOOT, open), result(BOOT, closing));
    assertThat(diff.changed())
        .extracting(ObjectChange::differences)
        .containsExactly(List.of(new Difference("state", Optional.of("1"), Optional.of("7"))));
  }

  @Test
  void addressesOfAnotherBootMeanNothing() {
    FoundObject before = object("module", 0x1000, Map.of("name", "ext4"), ObjectFacts.NONE);
    FoundObject after = object("module", 0x2000, Map.of("name", "ext4"), ObjectFacts.NONE);
    FoundObject other = object("module", 0x1000, Map.of("name", "evil"), ObjectFacts.NONE);
    ResultDiff diff =
        ResultDiff.of(result(BOOT, before), result("2026-11-20T08:30:00Z", other, after));
    assertThat(diff.sameBoot()).isEqualTo(SameBoot.NO);
    assertThat(diff.warnings()).hasSize(1).first().asString().contains("different boots");
    assertThat(diff.came()).containsExactly(other);
    assertThat(diff.went()).isEmpty();
    assertThat(diff.changed()).isEmpty();
  }

  @Test
  void anUnknownBootIsSaid() {
    FoundObject one = object("module", 0x1000, Map.of("name", "ext4"), ObjectFacts.NONE);
    ResultDiff diff = ResultDiff.of(result("", one), result(BOOT, one));
    assertThat(diff.sameBoot()).isEqualTo(SameBoot.UNKNOWN);
    assertThat(diff.warnings()).hasSize(1).first().asString().contains("isn't known");
    assertThat(diff.came()).isEmpty();
    assertThat(diff.went()).isEmpty();
  }

  @Test
  void orderOfTheDumpsIsSaid() {
    ScanResult late =
        new ScanResult(dump(BOOT, "2026-11-20T10:00:00Z"), List.of(), Set.of(), List.of());
    assertThat(ResultDiff.of(late, result(BOOT)).warnings())
        .containsExactly("the first dump was taken after the second; name the earlier one first");
  }
}
