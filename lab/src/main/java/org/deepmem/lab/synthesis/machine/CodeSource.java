package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// Makes the code of functions.
@FunctionalInterface
public interface CodeSource {
  /// Writes a function.
  ///
  /// @param code where to; `[at, limit)` may be written, at least 64 bytes
  /// @param va address of `code[at]` at run time
  /// @return where it ends, exclusive; at most `limit`
  int function(byte[] code, int at, int limit, long va, Targets targets, SeededRandom random);

  /// What code may refer to.
  interface Targets {
    /// Address of a variable, a table or a text of the module.
    long data(SeededRandom random);

    /// Address of a slot of the module's table of imported functions, or of a function pointer.
    long importSlot(SeededRandom random);

    /// Start of a function of the module.
    long function(SeededRandom random);
  }
}
