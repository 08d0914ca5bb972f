package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.SparseImage;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// A kernel of 4 MB that a test writes: real page tables, and only the structures and symbols that
/// the test names. Page frame n is mapped at [#DIRECT_MAP] + 4096 n, and from 2 MB on at [#IMAGE]
/// as well; the page descriptors lie at [#VMEMMAP]. One CPU.
final class TestKernel implements TypeTable, SymbolTable {
  static final long DIRECT_MAP = 0xffff888000000000L;
  static final long IMAGE = 0xffffffff81000000L;
  static final long VMEMMAP = 0xffffea0000000000L;
  static final long PER_CPU = DIRECT_MAP + 0x180000;

  private static final int LARGE = 0x200000;
  private static final long TABLES = 0x10000;
  private static final long DESCRIPTORS = 0x80000;

  private final SparseImage image = new SparseImage();
  private final Map<String, StructLayout> structures = new LinkedHashMap<>();
  private final Map<String, Long> constants = new LinkedHashMap<>();
  private final Map<String, Long> symbols = new LinkedHashMap<>();
  private long free = DIRECT_MAP + 0x100000;

  TestKernel() {
    for (long page = 0; page < 2L * LARGE; page += MemoryImage.PAGE) {
      image.present(page);
    }
    TestPageTables tables = new TestPageTables(image, TABLES, 4);
    tables.map(DIRECT_MAP, 0, 2).map(DIRECT_MAP + LARGE, LARGE, 2).map(IMAGE, LARGE, 2);
    for (int page = 0; page < 16; page++) {
      tables.map(VMEMMAP + 4096L * page, DESCRIPTORS + 4096L * page);
    }
  }

  /// Adds a structure.
  ///
  /// @param members each `name offset size type`, or `name offset size type bitOffset bitSize`
  TestKernel struct(String name, int size, String... members) {
    Map<String, StructMember> layout = new LinkedHashMap<>();
    for (String member : members) {
      String[] words = member.split(" ", 6);
      boolean bits = words.length == 6;
      layout.put(
          words[0],
          new StructMember(
              words[0],
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2]),
              bits ? Integer.parseInt(words[4]) : 0,
              bits ? Integer.parseInt(words[5]) : 0,
              words[3].replace('~', ' ')));
    }
    structures.put(name, new StructLayout(name, size, layout));
    return this;
  }

  TestKernel constant(String enumeration, String name, long value) {
    constants.put(enumeration + ' ' + name, value);
    return this;
  }

  TestKernel symbol(String name, long address) {
    symbols.put(name, address);
    return this;
  }

  /// Room for an object, 64-byte aligned, zeroed.
  long room(int bytes) {
    long address = free;
    free += bytes + 63 & -64;
    return address;
  }

  TestKernel word(long address, long value) {
    image.put(physical(address), value);
    return this;
  }

  TestKernel int32(long address, int value) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    return bytes(address, bytes);
  }

  TestKernel text(long address, String text) {
    return bytes(address, (text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  TestKernel bytes(long address, byte[] bytes) {
    image.put(physical(address), bytes);
    return this;
  }

  /// A `list_head` that heads or joins the given nodes in a circle.
  TestKernel circle(long... nodes) {
    for (int i = 0; i < nodes.length; i++) {
      word(nodes[i], nodes[(i + 1) % nodes.length]);
      word(nodes[i] + 8, nodes[(i + nodes.length - 1) % nodes.length]);
    }
    return this;
  }

  LinuxKernel kernel() {
    X64AddressSpace space = new X64AddressSpace(image, TABLES, 4);
    Structures layouts = new Structures(new VirtualMemory(space), this);
    return new LinuxKernel(
        "test",
        "",
        0,
        0,
        TABLES,
        4,
        space,
        this,
        layouts,
        DIRECT_MAP,
        VMEMMAP,
        List.of(new CpuArea(0, PER_CPU)),
        Optional.empty(),
        List.of(),
        List.of());
  }

  KernelReader reader() {
    return kernel().reader();
  }

  private static long physical(long address) {
    if (address >= IMAGE) {
      return address - IMAGE + LARGE;
    }
    return address >= VMEMMAP ? address - VMEMMAP + DESCRIPTORS : address - DIRECT_MAP;
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    return Optional.ofNullable(structures.get(name));
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    Long value = constants.get(enumeration + ' ' + constant);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public OptionalLong address(String name) {
    Long address = symbols.get(name);
    return address == null ? OptionalLong.empty() : OptionalLong.of(address);
  }

  @Override
  public Optional<Symbol> nearest(long address) {
    TreeMap<Long, String> sorted = new TreeMap<>(Long::compareUnsigned);
    symbols.forEach((name, value) -> sorted.putIfAbsent(value, name));
    Map.Entry<Long, String> below = sorted.floorEntry(address);
    return below == null
        ? Optional.empty()
        : Optional.of(new Symbol(below.getValue(), below.getKey(), 'd'));
  }

  @Override
  public Stream<Symbol> symbols() {
    List<Symbol> all = new ArrayList<>();
    symbols.forEach((name, address) -> all.add(new Symbol(name, address, 'd')));
    all.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    return all.stream();
  }

  @Override
  public int size() {
    return symbols.size();
  }

  @Override
  public String source() {
    return "test";
  }
}
