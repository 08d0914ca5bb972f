package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.deepmem.symbols.BtfBytes.Member;
import org.junit.jupiter.api.Test;

class BtfTest {
  /// A structure with one of everything. Expected offsets are what gcc gives for the same C:
  /// `struct task { int pid; const u64 flags; union { void *a; struct { int x; int y; }; }; struct
  /// list tasks; char comm[16]; spin lock; struct { int count; } refs; file **files; unsigned
  /// early:3; unsigned late:9; enum state state; void (*run)(); struct gone *gone; int grid[2][3];
  /// }`.
  private static byte[] sample() {
    BtfBytes btf = new BtfBytes();
    int u32 = btf.integer("unsigned int", 4);
    int u64 = btf.integer("long unsigned int", 8);
    int chars = btf.integer("char", 1);
    int anything = btf.pointer(0);
    int list = btf.struct("list", 16);
    int inner = btf.struct("", 8, Member.at("x", u32, 0), Member.at("y", u32, 4));
    int union = btf.union("", 8, Member.at("a", anything, 0), Member.at("", inner, 0));
    int lock = btf.typedef("spin", btf.struct("", 4, Member.at("raw", u32, 0)));
    int refs = btf.struct("", 4, Member.at("count", u32, 0));
    int file = btf.struct("file", 8, Member.at("next", btf.pointer(list), 0));
    int files = btf.pointer(btf.pointer(file));
    int state = btf.enumeration("state", -1, "DEAD", "NEW", "RUNNING");
    btf.enumeration("", 7, "PG_locked", "PG_slab");
    btf.enumeration64("wide", "HUGE", 0x1_0000_0005L);
    int run = btf.pointer(btf.function());
    int gone = btf.pointer(btf.forward("gone"));
    int grid = btf.array(btf.array(u32, 3), 2);
    btf.struct(
        "task",
        144,
        Member.at("pid", u32, 0),
        Member.at("flags", btf.typedef("u64", btf.constant(btf.typeTag("user", u64))), 8),
        Member.at("", union, 16),
        Member.at("tasks", list, 24),
        Member.at("comm", btf.array(chars, 16), 40),
        Member.at("lock", lock, 56),
        Member.at("refs", refs, 60),
        Member.at("files", files, 64),
        new Member("early", u32, 72 * 8 + 3, 3),
        new Member("late", u32, 72 * 8 + 6, 9),
        Member.at("state", state, 76),
        Member.at("run", run, 80),
        Member.at("gone", gone, 88),
        Member.at("grid", grid, 96));
    btf.struct("old", 4, Member.at("bits", btf.bitInteger("unsigned int", 4, 5, 3), 0));
    return btf.bytes();
  }

  private static StructMember member(Btf btf, String path) {
    return btf.requireMember("task", path);
  }

  @Test
  void laysOutMembersAsTheCompilerDid() throws Exception {
    Btf btf = Btf.parse("test", sample());

    assertThat(btf.struct("task").orElseThrow().size()).isEqualTo(144);
    assertThat(member(btf, "flags"))
        .isEqualTo(new StructMember("flags", 8, 8, 0, 0, "long unsigned int"));
    assertThat(member(btf, "y")).isEqualTo(new StructMember("y", 20, 4, 0, 0, "unsigned int"));
    assertThat(member(btf, "comm")).isEqualTo(new StructMember("comm", 40, 16, 0, 0, "char[16]"));
    assertThat(member(btf, "early"))
        .isEqualTo(new StructMember("early", 72, 4, 3, 3, "unsigned int"));
    assertThat(member(btf, "late"))
        .isEqualTo(new StructMember("late", 72, 4, 6, 9, "unsigned int"));
    assertThat(member(btf, "files").typeName()).isEqualTo("file **");
    assertThat(member(btf, "files").pointee()).contains("file *");
    assertThat(member(btf, "run").typeName()).isEqualTo("() *");
    assertThat(member(btf, "gone").pointee()).contains("gone");
    assertThat(member(btf, "grid").typeName()).isEqualTo("unsigned int[2][3]");
    assertThat(btf.requireMember("old", "bits"))
        .isEqualTo(new StructMember("bits", 0, 4, 3, 5, "unsigned int"));
  }

  @Test
  void followsPathsThroughNamedAndUnnamedStructures() throws Exception {
    Btf btf = Btf.parse("test", sample());

    assertThat(member(btf, "lock.raw").offset()).isEqualTo(56);
    assertThat(member(btf, "refs.count").offset()).isEqualTo(60);
    assertThat(btf.member("task", "refs.other")).isEmpty();
    assertThat(btf.member("task", "pid.x")).isEmpty();
    assertThat(btf.member("nothing", "x")).isEmpty();
    assertThatThrownBy(() -> btf.requireMember("task", "absent"))
        .isInstanceOf(MissingSymbolException.class)
        .hasMessageContaining("task.absent")
        .hasMessageContaining("--symbols");
  }

  @Test
  void knowsConstants() throws Exception {
    Btf btf = Btf.parse("test", sample());

    assertThat(btf.enumConstant("state", "DEAD")).isEqualTo(OptionalLong.of(-1));
    assertThat(btf.enumConstant("state", "RUNNING")).isEqualTo(OptionalLong.of(1));
    assertThat(btf.enumConstant("", "PG_slab")).isEqualTo(OptionalLong.of(8));
    assertThat(btf.enumConstant("wide", "HUGE")).isEqualTo(OptionalLong.of(0x1_0000_0005L));
    assertThat(btf.enumConstant("state", "PG_slab")).isEmpty();
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = sample();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Btf.parse("cut.btf", part))
          .as("%d bytes", length)
          .isInstanceOf(MalformedSymbolsException.class)
          .hasMessageContaining("cut.btf: offset 0x");
    }
  }

  @Test
  void neverFailsOtherwiseThanItSays() {
    Random random = new Random(1);
    byte[] whole = sample();
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Btf btf = Btf.parse("test", bytes);
        btf.struct("task");
        btf.member("task", "refs.count");
        btf.enumConstant("", "PG_slab");
      } catch (MalformedSymbolsException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void refusesTypesThatHoldThemselves() {
    BtfBytes structure = new BtfBytes();
    structure.struct("ring", 8, Member.at("self", 1, 0));
    BtfBytes typedef = new BtfBytes();
    typedef.typedef("a", 2);
    typedef.typedef("b", 1);
    BtfBytes pointer = new BtfBytes();
    pointer.pointer(1);
    for (BtfBytes btf : new BtfBytes[] {structure, typedef, pointer}) {
      assertThatThrownBy(() -> Btf.parse("test", btf.bytes()))
          .isInstanceOf(MalformedSymbolsException.class)
          .hasMessageContaining("itself");
    }
  }

  @Test
  void refusesMoreMembersThanThereCanBe() {
    BtfBytes btf = new BtfBytes();
    int type = btf.integer("int", 4);
    for (int level = 0; level < 40; level++) {
      type = btf.struct("", 4, Member.at("", type, 0), Member.at("", type, 0));
    }
    assertThatThrownBy(() -> Btf.parse("test", btf.bytes()))
        .isInstanceOf(MalformedSymbolsException.class)
        .hasMessageContaining("too many members");
  }

  @Test
  void readsAListThatPointsToItself() throws Exception {
    BtfBytes btf = new BtfBytes();
    int next = btf.pointer(2);
    btf.struct("list_head", 16, Member.at("next", next, 0), Member.at("prev", next, 8));

    assertThat(Btf.parse("test", btf.bytes()).requireMember("list_head", "prev").typeName())
        .isEqualTo("list_head *");
  }

  /// Names share their texts, so that a small blob can claim endless ones.
  @Test
  void namesThatTogetherHaveNoEndAreRefused() {
    BtfBytes btf = new BtfBytes();
    String name = "x".repeat(1 << 16);
    btf.forward(name);
    byte[] one = btf.bytes();
    int entries = 3000;
    ByteBuffer many =
        ByteBuffer.allocate(one.length + (entries - 1) * 12).order(ByteOrder.LITTLE_ENDIAN);
    many.put(one, 0, 24);
    for (int i = 0; i < entries; i++) {
      many.put(one, 24, 12);
    }
    many.put(one, 36, one.length - 36);
    many.putInt(12, entries * 12).putInt(16, entries * 12);

    assertThatThrownBy(() -> Btf.parse("test", many.array()))
        .isInstanceOf(MalformedSymbolsException.class)
        .hasMessageContaining("names of all types");
  }
}
