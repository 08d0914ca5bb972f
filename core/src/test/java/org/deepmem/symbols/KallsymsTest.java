package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deepmem.image.SparseImage;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.paging.X64AddressSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KallsymsTest {
  private static final long BASE = 0xffffffff9a000000L;
  private static final long PHYSICAL = 0x100000;
  private static final long ROOT = 0x1000;

  private static List<Symbol> sample() {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(new Symbol("__per_cpu_start", 0, 'A'));
    symbols.add(new Symbol("cpu_debug_store", 0x1000, 'A'));
    symbols.add(new Symbol("_text", BASE, 'T'));
    for (int i = 0; i < 700; i++) {
      symbols.add(new Symbol("function_" + i, BASE + 16 + i * 32L, i % 3 == 0 ? 'T' : 't'));
    }
    symbols.add(new Symbol("long_" + "x".repeat(300), BASE + 0x8000, 'd'));
    symbols.add(new Symbol("init_task", BASE + 0x40000, 'D'));
    symbols.add(new Symbol("init_alias", BASE + 0x40000, 'D'));
    return symbols;
  }

  /// Memory that holds `bytes` at [#BASE].
  private static VirtualMemory memory(byte[] bytes) {
    SparseImage image = new SparseImage();
    TestPageTables tables = new TestPageTables(image, ROOT, 4);
    for (int at = 0; at < bytes.length; at += 4096) {
      tables.map(BASE + at, PHYSICAL + at);
    }
    image.put(PHYSICAL, bytes);
    return new VirtualMemory(new X64AddressSpace(image, ROOT, 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spellsOutEverySymbol(boolean newer) throws Exception {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    KallsymsTables tables = bytes.write(sample(), BASE, newer);

    SymbolTable read = Kallsyms.read(memory(bytes.bytes()), tables);

    assertThat(read.symbols()).containsExactlyElementsOf(sample());
    assertThat(read.require("init_task")).isEqualTo(BASE + 0x40000);
    assertThat(read.nearest(BASE + 0x40010)).contains(new Symbol("init_task", BASE + 0x40000, 'D'));
    assertThat(read.nearest(BASE - 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isFoundByItsLooks(boolean newer) {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    KallsymsTables tables = bytes.write(sample(), BASE, newer);

    assertThat(KallsymsSearch.find(bytes.bytes(), BASE)).contains(tables);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesWhatIsCutOff(boolean newer) {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    KallsymsTables tables = bytes.write(sample(), BASE, newer);
    byte[] whole = bytes.bytes();
    for (int pages = 0; pages < whole.length / 4096; pages++) {
      VirtualMemory part = memory(Arrays.copyOf(whole, pages * 4096));
      assertThatThrownBy(() -> Kallsyms.read(part, tables))
          .as("%d pages", pages)
          .isInstanceOf(MalformedSymbolsException.class)
          .hasMessageContaining("kallsyms: offset 0xffffffff9a0");
    }
    for (int length = 0; length < whole.length - 64; length += 97) {
      assertThat(KallsymsSearch.find(Arrays.copyOf(whole, length), BASE)).isEmpty();
    }
  }

  @Test
  void neverFailsOtherwiseThanItSays() {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    KallsymsTables tables = bytes.write(sample(), BASE, true);
    byte[] whole = bytes.bytes();
    Random random = new Random(2);
    int refused = 0;
    for (int round = 0; round < 100; round++) {
      byte[] mutated = whole.clone();
      for (int i = 0; i < 40; i++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      KallsymsSearch.find(mutated, BASE);
      try {
        Kallsyms.read(memory(mutated), tables);
      } catch (MalformedSymbolsException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /// Every word looks like the count of names that begin behind it, and each name ends where the
  /// next word does, so that each beginning could be followed to the end of memory.
  @Test
  @Timeout(60)
  void aSearchInMemoryFullOfBeginningsEnds() {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    KallsymsTables tables = bytes.write(sample(), BASE, true);
    byte[] whole = bytes.bytes();
    int tokens = (int) (tables.tokenTable() - BASE);
    int beginnings = 1 << 23;
    byte[] memory = new byte[beginnings + whole.length - tokens];
    for (int at = 0; at < beginnings; at += 8) {
      memory[at] = 7;
      memory[at + 1] = -1;
      memory[at + 2] = 0x3c; // 0x3cff07 names, each of 7 bytes
    }
    System.arraycopy(whole, tokens, memory, beginnings, whole.length - tokens);

    assertThat(KallsymsSearch.find(memory, BASE)).isEmpty();
  }
}
