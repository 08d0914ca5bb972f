package org.deepmem.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/// Fuzzes one target, or chooses its kept inputs anew: `TARGET SECONDS`, or `TARGET merge`. Works
/// in `target/fuzz/TARGET` of this module, which keeps what it found until it is deleted.
public final class FuzzCommand {
  private FuzzCommand() {}

  /// Ends with Jazzer's status: 0, or another where a bug was found.
  public static void main(String[] args) throws Exception {
    String target = args[0];
    Path module = FuzzModule.folder();
    if (Files.isRegularFile(Path.of(args[1]))) {
      MeasuredRun.of(FuzzTargets.of(target), Files.readAllBytes(Path.of(args[1])));
      return;
    }
    Path folder = module.resolve("target/fuzz").resolve(target);
    FuzzProcess process = new FuzzProcess(target, folder);
    Corpus corpus = new Corpus(module, target);
    corpus.unpack(FuzzTargets.of(target), process.corpus());
    if (!args[1].equals("merge")) {
      System.exit(process.fuzz(Long.parseLong(args[1])).inheritIO().start().waitFor());
    }
    Path chosen = Files.createTempDirectory(folder, "chosen");
    int status = process.merge(chosen).inheritIO().start().waitFor();
    if (status == 0) {
      corpus.replaceSeen(chosen);
    }
    System.exit(status);
  }
}
