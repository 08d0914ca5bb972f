package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deepmem.symbols.BtfBytes.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WordMembersTest {
  /// Offsets as gcc gives them for the same C: `struct link { struct link *next, *prev; }; struct
  /// task { int pid; union { long rank; void *owner; }; struct link tasks; char comm[16]; struct
  /// link hash[2]; void *grid[2][2]; long id; }`.
  private static Btf sample() throws MalformedSymbolsException {
    BtfBytes btf = new BtfBytes();
    int u32 = btf.integer("int", 4);
    int u64 = btf.integer("long", 8);
    int chars = btf.integer("char", 1);
    int anything = btf.pointer(0);
    int link =
        btf.struct("link", 16, Member.at("next", anything, 0), Member.at("prev", anything, 8));
    int union = btf.union("", 8, Member.at("rank", u64, 0), Member.at("owner", anything, 0));
    btf.struct(
        "task",
        120,
        Member.at("pid", u32, 0),
        Member.at("", union, 8),
        Member.at("tasks", link, 16),
        Member.at("comm", btf.array(chars, 16), 32),
        Member.at("hash", btf.array(link, 2), 48),
        Member.at("grid", btf.array(btf.array(anything, 2), 2), 80),
        Member.at("id", u64, 112));
    return Btf.parse("test", btf.bytes());
  }

  private static List<String> words(TypeTable types, String struct) {
    return WordMembers.of(types, struct, 8).stream().map(m -> m.offset() + " " + m.name()).toList();
  }

  @Test
  void wordsOfNestedStructuresAndArraysHavePaths() throws Exception {
    assertThat(words(sample(), "task"))
        .containsExactly(
            "8 owner",
            "8 rank",
            "16 tasks.next",
            "24 tasks.prev",
            "48 hash[0].next",
            "56 hash[0].prev",
            "64 hash[1].next",
            "72 hash[1].prev",
            "80 grid[0][0]",
            "88 grid[0][1]",
            "96 grid[1][0]",
            "104 grid[1][1]",
            "112 id");
  }

  @Test
  void aStructureThatIsNotKnownHasNone() throws Exception {
    assertThat(words(sample(), "gone")).isEmpty();
  }

  /// A layout comes from the dump, so that an array may claim any length.
  @Test
  @Timeout(60)
  void anArrayWithoutEndEnds() throws Exception {
    BtfBytes btf = new BtfBytes();
    int word = btf.integer("long", 8);
    int pair = btf.struct("pair", 16, Member.at("one", word, 0), Member.at("two", word, 8));
    btf.struct("endless", 16, Member.at("pairs", btf.array(pair, 100_000_000), 0));

    assertThat(words(Btf.parse("test", btf.bytes()), "endless")).hasSizeLessThan(1 << 14);
  }
}
