package org.deepmem.symbols;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes BTF, type by type, as Documentation/bpf/btf.rst has it. Every method returns the new
/// type's id.
public final class BtfBytes {
  private final ByteArrayOutputStream types = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private int count;

  public BtfBytes() {
    strings.write(0);
  }

  /// A member of a structure.
  ///
  /// @param bit from the structure's start
  /// @param bits of a bit field, or 0
  public record Member(String name, int type, int bit, int bits) {
    public static Member at(String name, int type, int offset) {
      return new Member(name, type, offset * 8, 0);
    }
  }

  public int integer(String name, int size) {
    return entry(name, 1, 0, false, size, size * 8);
  }

  /// An integer of fewer bits than its size, as bit fields were typed before they had sizes.
  public int bitInteger(String name, int size, int bits, int firstBit) {
    return entry(name, 1, 0, false, size, bits | firstBit << 16);
  }

  public int pointer(int target) {
    return entry("", 2, 0, false, target);
  }

  public int array(int element, int elements) {
    return entry("", 3, 0, false, 0, element, 1, elements);
  }

  public int struct(String name, int size, Member... members) {
    return structure(4, name, size, members);
  }

  public int union(String name, int size, Member... members) {
    return structure(5, name, size, members);
  }

  private int structure(int kind, String name, int size, Member... members) {
    boolean bitSizes = false;
    for (Member member : members) {
      bitSizes |= member.bits > 0;
    }
    int[] words = new int[members.length * 3];
    for (int i = 0; i < members.length; i++) {
      words[i * 3] = string(members[i].name);
      words[i * 3 + 1] = members[i].type;
      words[i * 3 + 2] = members[i].bit | members[i].bits << 24;
    }
    return entry(name, kind, members.length, bitSizes, size, words);
  }

  /// An enumeration whose constants count up from `first`.
  public int enumeration(String name, int first, String... constants) {
    int[] words = new int[constants.length * 2];
    for (int i = 0; i < constants.length; i++) {
      words[i * 2] = string(constants[i]);
      words[i * 2 + 1] = first + i;
    }
    return entry(name, 6, constants.length, first < 0, 4, words);
  }

  public int enumeration64(String name, String constant, long value) {
    return entry(name, 19, 1, false, 8, string(constant), (int) value, (int) (value >>> 32));
  }

  public int forward(String name) {
    return entry(name, 7, 0, false, 0);
  }

  public int typedef(String name, int target) {
    return entry(name, 8, 0, false, target);
  }

  public int constant(int target) {
    return entry("", 10, 0, false, target);
  }

  public int function() {
    return entry("", 13, 0, false, 0);
  }

  public int typeTag(String name, int target) {
    return entry(name, 18, 0, false, target);
  }

  private int entry(String name, int kind, int vlen, boolean flag, int size, int... more) {
    word(string(name));
    word(vlen | kind << 24 | (flag ? 1 << 31 : 0));
    word(size);
    for (int word : more) {
      word(word);
    }
    return ++count;
  }

  private void word(int value) {
    types.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private int string(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int offset = strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    strings.write(0);
    return offset;
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(24 + types.size() + strings.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0xeb9f)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(24)
        .putInt(0)
        .putInt(types.size())
        .putInt(types.size())
        .putInt(strings.size())
        .put(types.toByteArray())
        .put(strings.toByteArray())
        .array();
  }
}
