package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.requireOneLine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.BytesImage;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.FlatSpace;
import org.deepmem.paging.VirtualMemory;

/// The kernel's symbol table: found by its looks, and read where the input's first 24 bytes say
/// that its parts are.
public final class KallsymsFuzz implements FuzzTarget {
  private static final int HEAD = 24;

  @Override
  public void run(byte[] input) {
    byte[] image =
        Arrays.copyOfRange(input, Math.min(HEAD, input.length), Math.max(HEAD, input.length));
    int pages = image.length / MemoryImage.PAGE + 1;
    byte[] padded = Arrays.copyOf(image, pages * MemoryImage.PAGE);
    VirtualMemory memory =
        new VirtualMemory(
            new FlatSpace(new BytesImage(padded), SeedSymbols.BASE, padded.length, 8));
    Optional<KallsymsTables> found = KallsymsSearch.find(image, SeedSymbols.BASE);
    found.ifPresent(tables -> read(memory, tables));
    read(memory, named(input));
  }

  private static void read(VirtualMemory memory, KallsymsTables tables) {
    try {
      SymbolTable symbols = Kallsyms.read(memory, tables);
      symbols.symbols().limit(100).forEach(symbol -> symbols.nearest(symbol.address()));
    } catch (MalformedSymbolsException e) {
      requireOneLine(e);
    }
  }

  private static KallsymsTables named(byte[] input) {
    var head = SeedSymbols.little(HEAD).put(input, 0, Math.min(HEAD, input.length));
    long base = SeedSymbols.BASE;
    return new KallsymsTables(
        base + head.getInt(0),
        base + head.getInt(4),
        base + head.getInt(8),
        base + head.getInt(12),
        base + head.getInt(16),
        base + head.getInt(20));
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed(true), seed(false));
  }

  private static byte[] seed(boolean newer) {
    KallsymsBytes writer = new KallsymsBytes(SeedSymbols.BASE);
    KallsymsTables tables = writer.write(SeedSymbols.symbols(), SeedSymbols.BASE, newer);
    byte[] bytes = writer.bytes();
    var seed = SeedSymbols.little(HEAD + bytes.length);
    for (long at :
        new long[] {
          tables.numSyms(),
          tables.names(),
          tables.tokenTable(),
          tables.tokenIndex(),
          tables.offsets(),
          tables.relativeBase()
        }) {
      seed.putInt((int) (at - SeedSymbols.BASE));
    }
    return seed.put(bytes).array();
  }
}
