package org.deepmem.kernel.windows;

import static org.deepmem.fuzz.Checks.requireOneLine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.FactsCheck;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.kernel.Patches;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.SymbolFiles;

/// A small Windows with changes in its memory: found by its tables, its PE image, debug record,
/// KDBG and exports; its pools, object headers, lists and handle tables; its objects' names and
/// members. Flags in the first byte say what is asked, since the search takes longest.
public final class WindowsFuzz implements FuzzTarget {
  private static final List<String> TYPES =
      List.of(
          "_EPROCESS",
          "_ETHREAD",
          "_FILE_OBJECT",
          "_DRIVER_OBJECT",
          "_CM_KEY_BODY",
          "_LDR_DATA_TABLE_ENTRY");

  private final boolean wide;
  private final MemoryImage image;
  private final AddressSpace space;
  private final List<Long> places = new ArrayList<>();

  public WindowsFuzz(boolean wide) {
    this.wide = wide;
    TestWindows windows = new TestWindows(wide);
    long first = windows.pooled(0, "_EPROCESS", 7, "Proc", true, 2);
    long second = windows.pooled(1, "_EPROCESS", 7, "Proc", true, 2);
    long thread = windows.pooled(2, "_ETHREAD", 8, "Thre", true, 2);
    long file = windows.pooled(3, "_FILE_OBJECT", 28, "File", true, 2);
    long driver = windows.pooled(4, "_DRIVER_OBJECT", 26, "Driv", true, 2);
    windows.process(first, "System", 4);
    windows.process(second, "cmd.exe", 8);
    long links = windows.layout.requireMember("_EPROCESS", "ActiveProcessLinks").offset();
    windows.ring(windows.processHead(), first + links, second + links);
    long table = windows.pool + 0x10_000;
    long entries = windows.pool + 0x11_000;
    windows.set(second, "_EPROCESS", "ObjectTable", table);
    windows.number(table, entries, windows.word);
    long header = wide ? 0x30 : 0x18;
    windows.number(entries + 2L * windows.word, file - header | 1, windows.word);
    windows.number(entries + 4L * windows.word, thread - header | 1, windows.word);
    windows.set(thread, "_ETHREAD", "Tcb.Header.Type", 6);
    windows.set(thread, "_ETHREAD", "Cid.UniqueThread", 12);
    image = PatchedImage.compact(windows.image);
    space = windows.place().orElseThrow().space();
    places.addAll(List.of(first, second, thread, file, driver, table, entries));
    places.addAll(List.of(windows.processHead(), windows.moduleHead(), windows.kernel));
    places.addAll(List.of(windows.kernel + 0x80, windows.kernel + 0x2000, windows.kernel + 0x3000));
    places.addAll(List.of(windows.kernel + 0x4000, windows.kernel + 0x5000, windows.pool));
    for (long page = 0; page < 6; page++) {
      places.add(windows.pool + page * 0x1000);
    }
    places.add(wide ? 0xffff_f780_0000_0000L : 0xffdf_0000L);
  }

  @Override
  public void run(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    PatchedImage changed = new PatchedImage(image);
    List<Integer> touched =
        new Patches(places, space, changed)
            .apply(ByteBuffer.wrap(input, 1, input.length - 1).slice());
    Optional<WindowsPlace> place = new WindowsFinder(changed).place();
    if (place.isEmpty()) {
      return;
    }
    try {
      WindowsKernel kernel = place.get().kernel(SymbolFiles.NONE);
      kernel.facts();
      kernel.taken();
      kernel.booted();
      check(kernel, input[0], touched);
    } catch (KernelNotFoundException e) {
      requireOneLine(e);
    }
  }

  private void check(WindowsKernel kernel, int flags, List<Integer> touched) {
    ObjectMembers members = kernel.members();
    ObjectNames names = kernel.names();
    if ((flags & 1) != 0) {
      for (KernelObject object : kernel.knownObjects().find()) {
        FactsCheck.check(members, names, object.type(), object.address());
      }
    }
    if ((flags & 2) != 0) {
      KernelViews views = kernel.views();
      views.seen().forEach(seen -> views.whole(seen.type(), seen.address()));
      views.warnings().forEach(org.deepmem.fuzz.Checks::requireOneLine);
    }
    for (int place : touched) {
      for (String type : TYPES) {
        FactsCheck.check(members, names, type, places.get(place));
      }
    }
  }

  @Override
  public int longest() {
    return 2048;
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 512L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int place = 0; place < 9; place++) {
      ByteBuffer seed = ByteBuffer.allocate(9).put((byte) (wide ? 3 : 1));
      seeds.add(seed.put(Patches.pointer(place, 8 * place, (place + 1) % 7)).array());
    }
    return seeds;
  }
}
