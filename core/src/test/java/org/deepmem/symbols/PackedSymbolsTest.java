package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedSymbolsTest {
  @Test
  void answersAsPlainCollectionsDo() {
    Random random = new Random(4);
    List<Symbol> symbols = new ArrayList<>();
    PackedSymbolsBuilder builder = new PackedSymbolsBuilder(1);
    for (int i = 0; i < 5000; i++) {
      long address = 0xffffffff81000000L + random.nextInt(40_000) - (i % 50 == 0 ? 1L << 62 : 0);
      Symbol symbol = new Symbol("s" + random.nextInt(4000), address, 't');
      symbols.add(symbol);
      builder.add(symbol.name(), symbol.address(), symbol.type());
    }
    PackedSymbols packed = builder.build("test");
    symbols.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    Map<String, Long> first = new HashMap<>();
    symbols.forEach(symbol -> first.putIfAbsent(symbol.name(), symbol.address()));

    assertThat(packed.symbols()).containsExactlyElementsOf(symbols);
    for (int i = 0; i < 4000; i++) {
      Long expected = first.get("s" + i);
      assertThat(packed.address("s" + i).isPresent()).isEqualTo(expected != null);
      assertThat(packed.address("s" + i).orElse(-1)).isEqualTo(expected == null ? -1 : expected);
    }
    for (int i = 0; i < 500; i++) {
      long address = 0xffffffff81000000L + random.nextInt(40_000);
      assertThat(packed.nearest(address).orElseThrow().address())
          .isEqualTo(
              symbols.stream()
                  .map(Symbol::address)
                  .filter(a -> Long.compareUnsigned(a, address) <= 0)
                  .max(Comparator.comparingLong(a -> a + Long.MIN_VALUE))
                  .orElseThrow());
    }
  }

  @Test
  void isEmptyWithoutSymbols() {
    PackedSymbols none = new PackedSymbolsBuilder(0).build("none");

    assertThat(none.address("x")).isEmpty();
    assertThat(none.nearest(-1)).isEmpty();
    assertThat(none.size()).isZero();
  }
}
