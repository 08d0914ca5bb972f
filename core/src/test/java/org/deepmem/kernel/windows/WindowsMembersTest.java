package org.deepmem.kernel.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Optional;
import java.util.Random;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsMembersTest {
  private static final int NON_PAGED = 2;
  private static final long IN_2020 = 132_403_392_000_000_000L; // 2020-07-27T16:00:00Z
  private static final int TRIES = 10_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProcessSaysWhoItIsAndSinceWhen(boolean wide) throws Exception {
    TestWindows windows = new TestWindows(wide);
    long process = windows.pooled(0, "_EPROCESS", 7, "Proc", true, NON_PAGED);
    windows.process(process, "explorer.exe", 1234);
    windows.set(process, "_EPROCESS", "InheritedFromUniqueProcessId", 4);
    windows.set(process, "_EPROCESS", "ActiveThreads", 27);
    windows.set(process, "_EPROCESS", "CreateTime", IN_2020);
    long thread = windows.pooled(1, "_ETHREAD", 8, "Thre", true, NON_PAGED);
    windows.set(thread, "_ETHREAD", "Cid.UniqueThread", 5678);
    windows.set(thread, "_ETHREAD", "Cid.UniqueProcess", 1234);
    windows.set(thread, "_ETHREAD", "Tcb.Process", process);
    windows.set(thread, "_ETHREAD", "Tcb.State", 5);
    windows.set(thread, "_ETHREAD", "Tcb.WaitReason", 6);
    windows.ring(
        windows.member(process, "_EPROCESS", "ThreadListHead"),
        windows.member(thread, "_ETHREAD", "ThreadListEntry"));
    ObjectMembers members = windows.found().members();

    ObjectFacts facts = members.of("_EPROCESS", process);
    assertThat(facts.members())
        .contains(
            entry("pid", Optional.of("1234")),
            entry("image", Optional.of("explorer.exe")),
            entry("parentPid", Optional.of("4")),
            entry("created", Optional.of("2020-07-27T16:00:00Z")),
            entry("exited", Optional.of("")),
            entry("threads", Optional.of("27")),
            entry("session", Optional.of("")),
            entry("handles", Optional.empty()),
            entry("wow64", wide ? Optional.of("no") : Optional.empty()),
            entry("directoryTableBase", Optional.of("0x1000")));
    assertThat(facts.links()).containsExactly(new ObjectFacts.Link("thread", "_ETHREAD", thread));
    assertThat(members.of("_ETHREAD", thread).members())
        .contains(
            entry("tid", Optional.of("5678")),
            entry("pid", Optional.of("1234")),
            entry("image", Optional.of("explorer.exe")),
            entry("state", Optional.of("waiting")),
            entry("waitReason", Optional.of("user request")),
            entry("exited", Optional.of("")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDriversFunctionsOutsideOfItAreCounted(boolean wide) throws Exception {
    TestWindows windows = new TestWindows(wide);
    long driver = windows.pooled(0, "_DRIVER_OBJECT", 26, "Driv", true, NON_PAGED);
    windows.set(driver, "_DRIVER_OBJECT", "DriverStart", windows.kernel);
    windows.set(driver, "_DRIVER_OBJECT", "DriverSize", 0x2000);
    long functions = windows.member(driver, "_DRIVER_OBJECT", "MajorFunction");
    for (int i = 0; i < 20; i++) {
      // 17 inside (the last byte too), 3 outside: below, right behind the end, far off
      long target = windows.kernel + (i == 0 ? -1 : i == 1 ? 0x2000 : i == 2 ? 0x100000 : 0x1fff);
      windows.number(functions + (long) i * windows.word, target, windows.word);
    }
    ObjectFacts facts = windows.found().members().of("_DRIVER_OBJECT", driver);
    assertThat(facts.value("functionsOutside")).contains("3");
    assertThat(facts.value("size")).contains("8192");
  }

  @Test
  void unknownTypesHaveNoMembers() throws Exception {
    assertThat(new TestWindows(true).found().members().of("_TOKEN", 0)).isSameAs(ObjectFacts.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyBytesAreDecoded(boolean wide) throws Exception {
    TestWindows windows = new TestWindows(wide);
    Random random = new Random(1);
    for (int at = 0; at < 64 * 0x1000; at += windows.word) {
      // a third are numbers, the rest lead into the pool
      long value = at % 3 == 0 ? random.nextLong() : windows.pool + random.nextInt(64 * 0x1000);
      windows.number(windows.pool + at, value, windows.word);
    }
    ObjectMembers members = windows.found().members();
    for (WindowsType type : WindowsTypes.all()) {
      for (int i = 0; i < TRIES; i++) {
        assertThat(members.of(type.name(), windows.pool + random.nextInt(64 * 0x1000))).isNotNull();
        assertThat(members.of(type.name(), random.nextLong())).isNotNull();
      }
      assertThat(members.of(type.name(), 0).links()).isEmpty();
      assertThat(members.of(type.name(), -1).members()).isNotEmpty();
    }
  }
}
