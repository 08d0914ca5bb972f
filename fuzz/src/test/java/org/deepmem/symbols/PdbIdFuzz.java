package org.deepmem.symbols;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// RSDS records, whose name becomes part of a path.
public final class PdbIdFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    int offset = input.length == 0 ? 0 : input[0];
    PdbId.parse(input, offset)
        .ifPresent(
            id -> {
              require(id.path().matches("[^/\\\\]+/[^/\\\\]+"), "a path stays in its folder");
              requireOneLine(id.toString());
              require(id.isSame(new PdbId(id.name(), id.guid(), id.age())), "the same again");
            });
  }

  @Override
  public List<byte[]> seeds() {
    String record = "\1RSDS" + "0123456789abcdef" + "\2\0\0\0" + "d:\\x\\ntkrnlmp.pdb\0";
    return List.of(record.getBytes(StandardCharsets.ISO_8859_1));
  }
}
