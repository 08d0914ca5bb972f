package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// BTF, from a dump or a file, and all layouts in it.
public final class BtfFuzz implements FuzzTarget {
  /// Structures that are asked for.
  private static final int ASKED = 4;

  @Override
  public void run(byte[] input) {
    try {
      check(Btf.parse("BTF", input));
    } catch (MalformedSymbolsException e) {
      requireOneLine(e);
    }
  }

  private static void check(Btf btf) {
    for (int id = 1; id < Math.min(btf.size(), ASKED); id++) {
      btf.struct("#" + id).ifPresent(layout -> check(btf, layout));
    }
    for (String name : List.of("task_struct", "list")) {
      btf.struct(name).ifPresent(layout -> check(btf, layout));
      btf.enumConstant(name, "ZERO");
    }
  }

  private static void check(Btf btf, StructLayout layout) {
    require(layout.size() >= 0, "a size is positive");
    LayoutCheck.check(btf, layout);
  }

  /// As many words as are listed of one structure (`WordMembers`), a few times.
  @Override
  public long mostAllocated(int inputLength) {
    return 256L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SeedSymbols.btf(), new BtfBytes().bytes());
  }
}
