package org.deepmem.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Fuzzes one target (`TARGET SECONDS`), runs one input again (`TARGET FILE`), keeps inputs that
/// broke it (`TARGET keep`), or chooses the other kept inputs anew (`TARGET merge`). Works in
/// `target/fuzz/TARGET` of this module, which keeps what was found until it is deleted.
public final class FuzzCommand {
  private static final Pattern BROKE = Pattern.compile("(crash|timeout|oom)-[0-9a-f]+");

  private FuzzCommand() {}

  /// Ends with Jazzer's status: 0, or another where a bug was found.
  public static void main(String[] args) throws Exception {
    String target = args[0];
    Path module = FuzzModule.folder();
    Corpus corpus = new Corpus(module, target);
    Path folder = module.resolve("target/fuzz").resolve(target);
    if (Files.isRegularFile(Path.of(args[1]))) {
      MeasuredRun.of(FuzzTargets.of(target), Files.readAllBytes(Path.of(args[1])));
    } else if (args[1].equals("keep")) {
      keep(folder, corpus);
    } else if (args[1].equals("merge")) {
      System.exit(merge(target, folder, corpus));
    } else {
      FuzzProcess process = new FuzzProcess(target, folder);
      corpus.unpack(FuzzTargets.of(target), process.corpus());
      System.exit(process.fuzz(Long.parseLong(args[1])).inheritIO().start().waitFor());
    }
  }

  private static void keep(Path folder, Corpus corpus) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (BROKE.matcher(name).matches()) {
          corpus.addBug(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static int merge(String target, Path folder, Corpus corpus) throws Exception {
    FuzzProcess process = new FuzzProcess(target, folder);
    corpus.unpack(FuzzTargets.of(target), process.corpus());
    Path chosen = Files.createTempDirectory(folder, "chosen");
    int status = process.merge(chosen).inheritIO().start().waitFor();
    if (status == 0) {
      corpus.replaceSeen(chosen);
    }
    return status;
  }
}
