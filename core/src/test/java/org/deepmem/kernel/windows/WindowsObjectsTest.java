package org.deepmem.kernel.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.image.CrashDumpBytes;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KnownObjects;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsObjectsTest {
  private static final int PROCESS = 7;
  private static final int NON_PAGED = 2;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void joinsPoolAndListAndTellsFreedFromLive(boolean wide) throws KernelNotFoundException {
    TestWindows windows = new TestWindows(wide);
    long listed = process(windows, 0, "listed.exe", 4, true, NON_PAGED);
    long hidden = process(windows, 1, "hidden.exe", 8, false, NON_PAGED);
    long freed = process(windows, 2, "freed.exe", 12, true, 0);
    long dereferenced = process(windows, 3, "dying.exe", 16, true, NON_PAGED);
    windows.number(dereferenced - (wide ? 0x30 : 0x18), 0, windows.word);
    windows.ring(windows.processHead(), link(windows, listed));

    List<KernelObject> objects = windows.found().knownObjects().find();

    int size = wide ? 0x4d0 : 0x2c0;
    assertThat(objects)
        .containsExactly(
            new KernelObject("_EPROCESS", listed, size, true, "pool+list"),
            new KernelObject("_EPROCESS", hidden, size, true, "pool"),
            new KernelObject("_EPROCESS", freed, size, false, "pool"),
            new KernelObject("_EPROCESS", dereferenced, size, false, "pool"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsTheListByACrashDumpsHeaderWhereTheDebuggerBlockIsEncoded(
      boolean wide, @TempDir Path folder) throws KernelNotFoundException, IOException {
    TestWindows windows = new TestWindows(wide);
    long listed = process(windows, 0, "listed.exe", 4, true, NON_PAGED);
    windows.ring(windows.processHead(), link(windows, listed));
    windows.encodeKdbg();
    byte[] dump = CrashDumpBytes.of(wide, TestWindows.TABLES, windows.processHead(), windows.image);

    try (MemoryImage image = MemoryImages.open(Files.write(folder.resolve("MEMORY.DMP"), dump))) {
      WindowsKernel kernel =
          new WindowsFinder(image).place().orElseThrow().kernel(SymbolFiles.NONE);
      assertThat(kernel.symbols().source()).isEqualTo("crash dump header, exports");
      assertThat(kernel.knownObjects().find())
          .extracting(KernelObject::address, KernelObject::source)
          .containsExactly(tuple(listed, "pool+list"));
    }
    assertThat(windows.found().knownObjects().find())
        .extracting(KernelObject::source)
        .containsExactly("pool");
  }

  @Test
  void leavesOutWhatOnlyLooksLikeAnObject() throws KernelNotFoundException {
    TestWindows windows = new TestWindows(false);
    long otherType = windows.pooled(0, "_EPROCESS", 8, "Proc", true, NON_PAGED);
    windows.process(otherType, "thread.exe", 4);
    long halfOverwritten = process(windows, 1, "half.exe", 4, true, NON_PAGED);
    windows.set(halfOverwritten, "_EPROCESS", "Pcb.Header.Type", 0);
    process(windows, 2, "bad\u0001name", 4, true, NON_PAGED);
    long tooSmall = process(windows, 3, "small.exe", 4, true, NON_PAGED);
    windows.block(tooSmall & -0x1000, 0, 0x40, "Proc", true, NON_PAGED);

    assertThat(windows.found().knownObjects().find()).isEmpty();
  }

  @Test
  void takesARemnantInsideAnotherBlockForFreed() throws KernelNotFoundException {
    TestWindows windows = new TestWindows(false);
    process(windows, 0, "live.exe", 4, true, NON_PAGED);
    process(windows, 1, "live.exe", 8, true, NON_PAGED);
    long remnant = process(windows, 2, "old.exe", 12, true, NON_PAGED);
    long page = remnant & -0x1000L;
    int bytes = 8 + 8 + 0x18 + 0x2c0;
    // moved behind the start of a block that covers nearly the whole page
    windows.block(page, 0, 0xff0, "Data", false, NON_PAGED);
    windows.block(page + 0xff0, 0xff0, 0x10, "Rest", false, NON_PAGED);
    long object = page + 0x400 + bytes - 0x2c0;
    windows.block(page + 0x400, 0, bytes, "Proc", true, NON_PAGED);
    windows.header(object, PROCESS, 4);
    windows.process(object, "old.exe", 12);

    assertThat(windows.found().knownObjects().find())
        .filteredOn(found -> found.address() == object)
        .singleElement()
        .extracting(KernelObject::live)
        .isEqualTo(false);
  }

  @Test
  void walksPastABrokenLinkFromTheOtherSideAndSaysSo() throws KernelNotFoundException {
    TestWindows windows = new TestWindows(false);
    long first = process(windows, 0, "first.exe", 4, true, NON_PAGED);
    long second = process(windows, 1, "second.exe", 8, true, NON_PAGED);
    long third = process(windows, 2, "third.exe", 12, true, NON_PAGED);
    windows.ring(
        windows.processHead(), link(windows, first), link(windows, second), link(windows, third));
    windows.number(link(windows, first), 0xdead_0000L, 4);

    KnownObjects known = windows.found().knownObjects();

    assertThat(known.find()).extracting(KernelObject::source).containsOnly("pool+list");
    assertThat(known.warnings()).singleElement().asString().startsWith("1 lists have a link");
  }

  @Test
  void endsAListThatTurnsInACircle() throws KernelNotFoundException {
    TestWindows windows = new TestWindows(false);
    long first = process(windows, 0, "first.exe", 4, true, NON_PAGED);
    windows.ring(windows.processHead(), link(windows, first));
    windows.number(link(windows, first), link(windows, first), 4);

    KnownObjects known = windows.found().knownObjects();

    assertThat(known.find()).hasSize(1);
    assertThat(known.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsHandleTablesOfTwoLevels(boolean wide) throws KernelNotFoundException {
    TestWindows windows = new TestWindows(wide);
    long owner = process(windows, 0, "owner.exe", 4, true, NON_PAGED);
    long target = process(windows, 1, "target.exe", 8, true, NON_PAGED);
    windows.block(target & -0x1000, 0, 0, "Gone", false, 0); // no tag, as an attacker leaves it
    windows.ring(windows.processHead(), link(windows, owner));
    handleTable(windows, owner, 10, 1);
    windows.number(windows.pool + 0x1000 * 11, windows.pool + 0x1000 * 12, windows.word);
    windows.number(
        windows.pool + 0x1000 * 12 + 6 * windows.word,
        target - (wide ? 0x30 : 0x18) | 1,
        windows.word);

    assertThat(windows.found().knownObjects().find())
        .extracting(KernelObject::address, KernelObject::source)
        .containsExactly(tuple(owner, "pool+list"), tuple(target, "handle"));
  }

  @Test
  void endsHandleTablesThatPointToThemselves() throws KernelNotFoundException {
    TestWindows windows = new TestWindows(false);
    long owner = process(windows, 0, "owner.exe", 4, true, NON_PAGED);
    windows.ring(windows.processHead(), link(windows, owner));
    handleTable(windows, owner, 10, 2);
    for (int i = 0; i < 1024; i++) {
      windows.number(windows.pool + 0x1000 * 11 + 4L * i, windows.pool + 0x1000 * 11, 4);
    }

    KnownObjects known = windows.found().knownObjects();

    assertThat(known.find()).hasSize(1);
    assertThat(known.warnings()).singleElement().asString().startsWith("1024 pages of handle");
  }

  /// A handle table's structure in one page, its top page in the next.
  private static void handleTable(TestWindows windows, long owner, int page, int level) {
    long table = windows.pool + 0x1000L * page;
    windows.set(owner, "_EPROCESS", "ObjectTable", table);
    windows.set(table, "_HANDLE_TABLE", "TableCode", table + 0x1000 | level);
  }

  private static long process(
      TestWindows windows, int page, String name, int pid, boolean isProtected, int poolType) {
    long at = windows.pooled(page, "_EPROCESS", PROCESS, "Proc", isProtected, poolType);
    windows.process(at, name, pid);
    return at;
  }

  private static long link(TestWindows windows, long process) {
    return windows.member(process, "_EPROCESS", "ActiveProcessLinks");
  }
}
