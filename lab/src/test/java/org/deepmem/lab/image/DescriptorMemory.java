package org.deepmem.lab.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Structures;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.MappedRuns;
import org.deepmem.paging.Translation;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// A kernel that consists of page descriptors and a page of text after them. Descriptors have the
/// members and offsets of Debian's 6.1 and 6.12 kernels, which are the same.
final class DescriptorMemory implements AddressSpace, TypeTable, SymbolTable {
  static final int SIZE = 64;
  static final int FLAGS = 0;
  static final int COMPOUND_HEAD = 8;
  static final int MAPPING = 24;
  static final int PRIVATE = 40;
  static final int TYPE = 48;

  private static final long BASE = 0xffffea0000000000L;

  private final Map<String, Long> constants;
  private final ByteBuffer bytes;
  private final long text;

  /// @param frames number of descriptors
  /// @param constants of enumerations, by `enumeration.constant`
  /// @param vmcoreinfo the kernel's text on itself
  DescriptorMemory(int frames, Map<String, Long> constants, String vmcoreinfo) {
    this.constants = constants;
    int start = frames * SIZE;
    bytes = ByteBuffer.allocate(start + 2 * 4096).order(ByteOrder.LITTLE_ENDIAN);
    text = BASE + start;
    bytes.putLong(start, text + Long.BYTES);
    bytes.put(start + Long.BYTES, vmcoreinfo.getBytes(StandardCharsets.US_ASCII));
  }

  /// Sets 8 bytes of a descriptor.
  DescriptorMemory set(int frame, int member, long value) {
    bytes.putLong(frame * SIZE + member, value);
    return this;
  }

  /// Sets the word that says a page's type, or how often it is mapped.
  DescriptorMemory type(int frame, int value) {
    bytes.putInt(frame * SIZE + TYPE, value);
    return this;
  }

  /// Makes a frame a tail of another.
  DescriptorMemory tail(int frame, int head) {
    return set(frame, COMPOUND_HEAD, (BASE + (long) head * SIZE) | 1);
  }

  LinuxKernel kernel() {
    return new LinuxKernel(
        "test",
        "",
        0,
        0,
        0,
        4,
        this,
        this,
        new Structures(new VirtualMemory(this), this),
        0,
        BASE,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  @Override
  public MemoryImage image() {
    throw new UnsupportedOperationException("there is no dump beneath");
  }

  @Override
  public long kernelStart() {
    return 0xffff_8000_0000_0000L;
  }

  @Override
  public int wordSize() {
    return Long.BYTES;
  }

  @Override
  public Translation translate(long virtualAddress) {
    long physical = physical(virtualAddress);
    return physical == UNMAPPED
        ? new Translation.Unmapped(1, "outside")
        : new Translation.Mapped(physical, 4096);
  }

  @Override
  public long physical(long virtualAddress) {
    long offset = virtualAddress - BASE;
    return offset >= 0 && offset < bytes.capacity() ? offset : UNMAPPED;
  }

  @Override
  public int read(long virtualAddress, byte[] target, int offset, int length) {
    long from = physical(virtualAddress);
    if (from == UNMAPPED) {
      return 0;
    }
    int count = (int) Math.min(length, bytes.capacity() - from);
    bytes.get((int) from, target, offset, count);
    return count;
  }

  @Override
  public MappedRuns kernelRuns() {
    throw new UnsupportedOperationException("there are no page tables");
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    Map<String, StructMember> members = new LinkedHashMap<>();
    Map.of("flags", FLAGS, "compound_head", COMPOUND_HEAD, "mapping", MAPPING, "private", PRIVATE)
        .forEach(
            (member, offset) ->
                members.put(member, new StructMember(member, offset, 8, 0, 0, "long")));
    members.put("_mapcount", new StructMember("_mapcount", TYPE, 4, 0, 0, "int"));
    members.put("page_type", new StructMember("page_type", TYPE, 4, 0, 0, "int"));
    return name.equals("page")
        ? Optional.of(new StructLayout(name, SIZE, members))
        : Optional.empty();
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    Long value = constants.get(enumeration + "." + constant);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public OptionalLong address(String name) {
    return name.equals("vmcoreinfo_data") ? OptionalLong.of(text) : OptionalLong.empty();
  }

  @Override
  public Optional<Symbol> nearest(long address) {
    return Optional.empty();
  }

  @Override
  public Stream<Symbol> symbols() {
    return Stream.empty();
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String source() {
    return "test";
  }
}
