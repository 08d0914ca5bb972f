package org.deepmem.label;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.fuzz.InputFile;

/// Truth files. What was read, written and read again is the same.
public final class TruthFileFuzz implements FuzzTarget {
  private static final String SEED =
      """
      {"type":"cred","virtualAddress":"0xffff888003a1c000","physicalAddress":"0x3a1c000","size":176,\
      "state":"live","source":"slab","names":{"uid":"0"},"members":{"usage":0,"uid":4}}
      {"type":"pid","virtualAddress":"0xffff888003a1c100","physicalAddress":"0x3a1c100","size":96,\
      "state":"residual","source":"checks"}
      """;

  @Override
  public void run(byte[] input) throws IOException {
    GroundTruth truth;
    try {
      truth = TruthFile.readAll(InputFile.of(input));
    } catch (MalformedTruthException e) {
      requireOneLine(e);
      return;
    }
    byte[] written = InputFile.written(file -> TruthFile.write(file, truth));
    require(
        TruthFile.readAll(InputFile.of(written)).objects().equals(truth.objects()),
        "what is written reads the same");
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SEED.getBytes(StandardCharsets.UTF_8));
  }
}
