package org.deepmem.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Small symbol files and tables.
final class SeedSymbols {
  /// Virtual address of [#kallsyms].
  static final long BASE = 0xffffffff9a000000L;

  static final String ISF =
      """
      {"metadata": {"windows": {"pdb": {"GUID": "00112233445566778899AABBCCDDEEFF", "age": 1,
        "database": "ntkrnlmp.pdb"}}},
       "base_types": {"int": {"size": 4}, "pointer": {"size": 8}},
       "user_types": {"list_head": {"size": 16, "kind": "struct", "fields": {
          "next": {"offset": 0, "type": {"kind": "pointer", "subtype": {"kind": "struct", "name": "list_head"}}},
          "u": {"offset": 8, "anonymous": true, "type": {"kind": "struct", "name": "unnamed_1"}}}},
        "unnamed_1": {"size": 8, "kind": "union", "fields": {
          "a": {"offset": 0, "type": {"kind": "array", "count": 4, "subtype": {"kind": "base", "name": "int"}}},
          "b": {"offset": 0, "type": {"kind": "bitfield", "bit_position": 3, "bit_length": 9,
            "type": {"kind": "base", "name": "int"}}},
          "e": {"offset": 4, "type": {"kind": "enum", "name": "state"}}}}},
       "enums": {"state": {"size": 4, "constants": {"ZERO": 0, "ONE": 1}},
        "unnamed_2": {"size": 4, "constants": {"TWO": 2}}},
       "symbols": {"_text": {"address": 18446744071578845184},
        "linux_banner": {"address": 1, "constant_data": "TGludXggdmVyc2lvbiA2LjEuMAo="}}}
      """;

  static final String SYSTEM_MAP =
      """
      0000000000000000 D __per_cpu_start
      ffffffff81000000 T _text
      ffffffff81000000 T startup_64
      ffffffff82a00000 d init_task	[module]
      """;

  private SeedSymbols() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] btf() {
    BtfBytes btf = new BtfBytes();
    int number = btf.integer("int", 4);
    int word = btf.integer("long unsigned int", 8);
    btf.enumeration("state", -1, "MINUS", "ZERO", "ONE");
    btf.enumeration64("wide", "BIG", 1L << 40);
    int list = btf.struct("list_head", 16, BtfBytes.Member.at("next", btf.pointer(word), 0));
    int chars = btf.array(btf.constant(number), 4);
    int inner =
        btf.union("", 16, BtfBytes.Member.at("list", list, 0), BtfBytes.Member.at("n", chars, 0));
    int bits = btf.bitInteger("bits", 4, 3, 5);
    btf.typedef("list", btf.typeTag("user", list));
    btf.struct(
        "task_struct",
        48,
        BtfBytes.Member.at("", inner, 0),
        new BtfBytes.Member("flag", number, 130, 3),
        BtfBytes.Member.at("call", btf.pointer(btf.function()), 24),
        BtfBytes.Member.at("rest", btf.array(list, 1), 32),
        BtfBytes.Member.at("old", bits, 20));
    btf.forward("nothing");
    return btf.bytes();
  }

  static List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(new Symbol("__per_cpu_start", 0, 'A'));
    symbols.add(new Symbol("_text", BASE, 'T'));
    for (int i = 0; i < 260; i++) {
      symbols.add(new Symbol("f" + i, BASE + 16 + i * 32L, i % 3 == 0 ? 'T' : 't'));
    }
    symbols.add(new Symbol("long_" + "x".repeat(200), BASE + 0x8000, 'd'));
    return symbols;
  }

  /// Tables as they lie at [#BASE].
  static byte[] kallsyms(boolean newer) {
    KallsymsBytes bytes = new KallsymsBytes(BASE);
    bytes.write(symbols(), BASE, newer);
    return bytes.bytes();
  }

  /// An ELF file with sections `.symtab`, `.strtab`, `.BTF` and `.shstrtab`.
  static byte[] vmlinux(boolean wide) {
    byte[] names = text("\0.symtab\0.strtab\0.BTF\0.shstrtab\0");
    byte[] strings = text("\0_text\0init_task\0file.c\0");
    byte[] btf = btf();
    int symbol = wide ? 24 : 16;
    ByteBuffer symbols = little(4 * symbol);
    int[] nameOf = {0, 1, 7, 17};
    int[] info = {0, 0x12, 0x01, 0x04};
    for (int i = 1; i < 4; i++) {
      symbols.position(i * symbol).putInt(nameOf[i]);
      symbols.put(i * symbol + (wide ? 4 : 12), (byte) info[i]);
      symbols.putShort(i * symbol + (wide ? 6 : 14), (short) 1);
      symbols.putInt(i * symbol + (wide ? 8 : 4), 0x1000 * i);
    }
    List<byte[]> contents = List.of(new byte[0], symbols.array(), strings, btf, names);
    int[] types = {0, 2, 3, 1, 3};
    int[] nameAt = {0, 1, 9, 17, 22};
    int header = wide ? 64 : 52;
    int entry = wide ? 64 : 40;
    int size = header + 5 * entry + contents.stream().mapToInt(content -> content.length).sum();
    ByteBuffer elf = little(Math.max(size, 64));
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), 1, 1});
    elf.putInt(wide ? 40 : 32, header).putShort(wide ? 60 : 48, (short) 5);
    elf.putShort(wide ? 62 : 50, (short) 4);
    int data = header + 5 * entry;
    for (int i = 0; i < 5; i++) {
      int at = header + i * entry;
      elf.putInt(at, nameAt[i]).putInt(at + 4, types[i]);
      elf.putInt(at + (wide ? 24 : 16), data).putInt(at + (wide ? 32 : 20), contents.get(i).length);
      elf.putInt(at + (wide ? 40 : 24), i == 1 ? 2 : 0);
      elf.put(data, contents.get(i));
      data += contents.get(i).length;
    }
    return elf.array();
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
