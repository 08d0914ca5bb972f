package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.requireOneLine;

import java.io.IOException;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// A kernel's ELF file.
public final class VmlinuxFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) throws IOException {
    try {
      Vmlinux vmlinux = Vmlinux.read("fuzzed", new BytesChannel(input));
      vmlinux.symbols().ifPresent(SymbolsCheck::check);
      vmlinux.types().ifPresent(types -> types.struct("task_struct"));
    } catch (MalformedSymbolsException e) {
      requireOneLine(e);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SeedSymbols.vmlinux(true), SeedSymbols.vmlinux(false));
  }
}
