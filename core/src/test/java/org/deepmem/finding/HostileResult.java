package org.deepmem.finding;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// A result whose texts a dump's owner may have chosen.
public final class HostileResult {
  /// Clears the screen, rings, turns the line around, ends it; and a C1 control that begins a
  /// sequence by itself.
  public static final String EVIL = "\u001b[2J\u0007\u202eab\r\n\u009b31m\",=1+1";

  public static final FoundObject TASK =
      new FoundObject(
          new DetectedObject(
              "task_struct",
              ObjectState.LIVE,
              0xffff888003a1c000L,
              OptionalLong.of(0x3a1c000),
              6144,
              12.5f,
              OptionalDouble.of(0.99987),
              3,
              names("pid", "7", "comm", EVIL)),
          true,
          Set.of(View.ALLOCATOR, View.TABLES),
          Optional.of(Finding.HIDDEN),
          new ObjectFacts.Builder()
              .put("comm", EVIL)
              .put("started", "2026-11-20T08:00:00.5Z")
              .absent("cmdline")
              .link("mm", "mm_struct", 0xffff888003a20000L)
              .build());
  public static final FoundObject CRED =
      FoundObject.of(
          new DetectedObject(
              "cred",
              ObjectState.RESIDUAL,
              0xffffc90000000040L,
              OptionalLong.empty(),
              176,
              1,
              OptionalDouble.empty(),
              1,
              Map.of()));
  public static final DumpIdentity DUMP =
      new DumpIdentity(
          "=evil" + EVIL + ".elf",
          1 << 20,
          Optional.of("ab".repeat(32)),
          "ELF core",
          "linux-x64",
          Optional.of("6.1.0" + EVIL),
          Optional.of(Instant.parse("2026-11-20T09:00:00Z")),
          Optional.empty(),
          Instant.parse("2026-11-21T10:00:00Z"),
          "deepmem test",
          "linux-x64.model",
          "cd".repeat(32));
  public static final ScanResult RESULT = of(TASK, CRED);

  private HostileResult() {}

  public static ScanResult of(FoundObject... objects) {
    return new ScanResult(
        DUMP, List.of(objects), Set.of(View.LISTS, View.TABLES, View.ALLOCATOR), List.of(EVIL));
  }

  public static FoundObject named(String type, Map<String, String> names) {
    return FoundObject.of(
        new DetectedObject(
            type,
            ObjectState.LIVE,
            1,
            OptionalLong.empty(),
            1,
            1,
            OptionalDouble.empty(),
            1,
            names));
  }

  public static Map<String, String> names(String... pairs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(pairs[i], pairs[i + 1]);
    }
    return names;
  }
}
