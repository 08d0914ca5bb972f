package org.deepmem.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.deepmem.image.SparseImage;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.symbols.Btf;
import org.deepmem.symbols.BtfBytes;
import org.deepmem.symbols.BtfBytes.Member;
import org.deepmem.symbols.TypeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Members by their paths, in layouts that come from a dump and so may say anything.
class KernelReaderTest {
  private static KernelReader reader(TypeTable types) {
    SparseImage image = new SparseImage().present(0x1000);
    return new KernelReader(new X64AddressSpace(image, 0x1000, 4), new NoSymbols(), types);
  }

  @Test
  void anElementOfAnArrayOfArraysIsAnArray() throws Exception {
    BtfBytes btf = new BtfBytes();
    int word = btf.integer("long", 8);
    btf.struct("grid", 48, Member.at("rows", btf.array(btf.array(word, 3), 2), 0));

    KernelReader reader = reader(Btf.parse("test", btf.bytes()));

    assertThat(reader.offset("grid", "rows[1]")).isEqualTo(24);
    assertThat(reader.offset("grid", "rows[2]")).isEqualTo(KernelReader.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "long[", "long]", "]", "a]b[", "long[4294967295]", "[x]", "*"})
  void anElementOfWhatIsNoArrayIsAbsent(String typeName) throws Exception {
    BtfBytes btf = new BtfBytes();
    btf.struct("pid", 16, Member.at("pids", btf.integer(typeName, 8), 0));

    KernelReader reader = reader(Btf.parse("test", btf.bytes()));

    assertThat(reader.offset("pid", "pids[1]")).isEqualTo(KernelReader.ABSENT);
    assertThat(reader.offset("pid", "pids[0]")).isZero();
    assertThat(reader.elementSize("pid", "pids")).isZero();
  }

  @Test
  void anArrayWithoutElementsHasNone() throws Exception {
    BtfBytes btf = new BtfBytes();
    int word = btf.integer("long", 8);
    btf.struct("pid", 16, Member.at("pids", btf.array(word, 0), 0));
    btf.struct("huge", 16, Member.at("pids", btf.array(btf.integer("char", 1), 2_000_000_000), 0));

    KernelReader reader = reader(Btf.parse("test", btf.bytes()));

    assertThat(reader.offset("pid", "pids[1]")).isEqualTo(KernelReader.ABSENT);
    assertThat(reader.member("huge", "pids[0]")).isPresent();
  }
}
