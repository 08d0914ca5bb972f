package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.requireOneLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.deepmem.fuzz.FuzzTarget;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Symbol files that are read as a stream: ISF and System.map, plain and compressed. What they are
/// is told by their content.
public final class SymbolFileFuzz implements FuzzTarget {
  private final List<byte[]> seeds;

  private SymbolFileFuzz(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  /// Starts from ISF files.
  public static SymbolFileFuzz isf() {
    return new SymbolFileFuzz(List.of(SeedSymbols.text(SeedSymbols.ISF)));
  }

  /// Starts from a System.map.
  public static SymbolFileFuzz systemMap() {
    return new SymbolFileFuzz(List.of(SeedSymbols.text(SeedSymbols.SYSTEM_MAP)));
  }

  /// Starts from compressed files.
  public static SymbolFileFuzz compressed() {
    List<byte[]> seeds = new ArrayList<>();
    for (String text : List.of(SeedSymbols.ISF, SeedSymbols.SYSTEM_MAP)) {
      seeds.add(packed(text, out -> xz(out)));
      seeds.add(packed(text, out -> gzip(out)));
    }
    return new SymbolFileFuzz(seeds);
  }

  @Override
  public void run(byte[] input) {
    try {
      check(SymbolFiles.read("fuzzed", new ByteArrayInputStream(input)));
    } catch (MalformedSymbolsException e) {
      requireOneLine(e);
    } catch (IOException e) {
      // What decompresses says so; whoever opened the file adds its name.
    }
    try {
      IsfMetadata.find(new ByteArrayInputStream(input));
    } catch (IOException e) {
      // The same.
    }
  }

  private static void check(SymbolFiles files) {
    files.symbols().ifPresent(SymbolsCheck::check);
    files.symbols(1L << 63, 0x200000).ifPresent(SymbolsCheck::check);
    files
        .types()
        .ifPresent(
            types -> {
              for (String name : List.of("list_head", "unnamed_1", "task_struct", "")) {
                types.struct(name).ifPresent(layout -> LayoutCheck.check(types, layout));
                types.enumConstant(name, "ZERO");
              }
            });
    files.banner();
    files.pdb().ifPresent(pdb -> pdb.path());
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  private static byte[] packed(String text, Function<OutputStream, OutputStream> packer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream stream = packer.apply(out)) {
      stream.write(SeedSymbols.text(text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static OutputStream xz(OutputStream out) {
    try {
      return new XZOutputStream(out, new LZMA2Options());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static OutputStream gzip(OutputStream out) {
    try {
      return new GZIPOutputStream(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
