package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deepmem.files.AsideFile;
import org.deepmem.lab.LabException;
import org.deepmem.lab.synthesis.Synthesis;
import org.deepmem.lab.synthesis.SynthesisOptions;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `deepmem lab synthesize`: the memory of a Windows that never ran.
@Command(
    name = "synthesize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the physical memory of a running Windows, made from a layout, a world file and a seed;"
          + " beside FILE.raw FILE.truth.jsonl, every object in it, and FILE.symbols.json, its"
          + " symbols in Volatility 3's format. The same options give the same bytes.",
      "To read it: deepmem label FILE.raw --symbols FILE.symbols.json, or Volatility 3 with the"
          + " folder: vol.py -s FOLDER -f FILE.raw windows.pslist."
    },
    footer = {
      "",
      "Example: deepmem lab synthesize --system win7sp1x86 --memory 512M --processes 60 -o win7.raw"
    })
final class LabSynthesizeCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([MG])");
  private static final int GIBIBYTE = 1024;
  private static final int SMALLEST = 128;
  private static final int LARGEST = 8 * GIBIBYTE;
  private static final int MAX_VARIATION = 2;
  private static final Bounds PROCESSES = new Bounds(1, 2000);

  /// What the system takes; each process takes at least one more.
  private static final int MEBIBYTES_OF_SYSTEM = 64;

  private static final long MEBIBYTE = 1 << 20;

  @Option(
      names = "--system",
      required = true,
      paramLabel = "SYSTEM",
      description = "win7sp1x86, win7sp1x64 or win10x64.")
  private String system = "";

  @Option(
      names = "--memory",
      defaultValue = "512M",
      paramLabel = "SIZE",
      description = "RAM, 128M to 8G (${DEFAULT-VALUE}).")
  private String memory = "";

  @Option(
      names = "--processes",
      defaultValue = "60",
      paramLabel = "N",
      description = "How many run (${DEFAULT-VALUE}).")
  private int processes = 60;

  @Option(
      names = "--hidden",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "How many of them are hidden: not in the list of processes, their pool tag overwritten"
              + " (${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of all that is drawn (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--world",
      defaultValue = "office",
      paramLabel = "NAME|FILE",
      description =
          "What fills the system: office, campus, server, or a world file (${DEFAULT-VALUE}).")
  private String world = "";

  @Option(
      names = "--vary",
      defaultValue = "0",
      paramLabel = "STRENGTH",
      description =
          "Moves the world's distributions, by the seed: 0 as written, 0.7 typically doubles or"
              + " halves a weight; at most 2 (${DEFAULT-VALUE}).")
  private double variation;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.raw",
      description = "The image to write; it and the files beside it are replaced when there.")
  private Path output = Path.of("");

  @Mixin private Console console = new Console();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    int mebibytes = mebibytes();
    WindowsSystem windows = windows();
    PROCESSES.check(spec, "--processes", processes);
    if (hidden < 0 || hidden >= processes) {
      throw wrong("--hidden %d: give 0 to %d, fewer than run".formatted(hidden, processes - 1));
    }
    Path truth = beside(".truth.jsonl");
    Path symbols = beside(".symbols.json");
    for (Path file : new Path[] {output, truth, symbols}) {
      AsideFile.check(file);
    }
    if (!(variation >= 0 && variation <= MAX_VARIATION)) {
      throw wrong("--vary %s: give 0 to %d".formatted(variation, MAX_VARIATION));
    }
    World filling = World.of(world, variation, seed);
    if (processes < filling.fewestProcesses()) {
      throw wrong(
          "--processes %d: a Windows of world %s runs at least %d"
              .formatted(processes, filling.name(), filling.fewestProcesses()));
    }
    int most = (mebibytes - MEBIBYTES_OF_SYSTEM);
    if (processes > most) {
      throw wrong(
          "--memory %s: too small for %d processes; give %dM or more, or %d processes at most"
              .formatted(memory, processes, processes + MEBIBYTES_OF_SYSTEM, most));
    }
    console.note("planning %d processes of world %s, seed %d", processes, filling.name(), seed);
    Synthesis synthesis = synthesis(windows, mebibytes, filling);
    console.note("writing %s", output);
    write(synthesis, truth, symbols);
    long live = synthesis.objects().stream().filter(object -> object.live()).count();
    console.out(
        "%s: %s, %,d MB, %,d processes, %,d live objects, %,d residuals",
        output,
        windows.id(),
        mebibytes,
        synthesis.plan().activeProcesses().size(),
        live,
        synthesis.objects().size() - live);
    console.out("%s: truth, %,d bytes", truth, Files.size(truth));
    console.out("%s: symbols, %,d bytes", symbols, Files.size(symbols));
    return 0;
  }

  private Synthesis synthesis(WindowsSystem windows, int mebibytes, World filling)
      throws LabException {
    try {
      return Synthesis.of(
          new SynthesisOptions(windows, mebibytes * MEBIBYTE, processes, seed, filling, hidden));
    } catch (IllegalArgumentException e) {
      throw new LabException("%s: can't be made: %s".formatted(output, e.getMessage()), e);
    }
  }

  /// All three files, or none.
  private void write(Synthesis synthesis, Path truth, Path symbols) throws IOException {
    try (AsideFile image = new AsideFile(output);
        AsideFile objects = new AsideFile(truth);
        AsideFile layouts = new AsideFile(symbols)) {
      try {
        synthesis.writeImage(image.path());
        synthesis.writeTruth(objects.path());
        synthesis.writeSymbols(layouts.path());
      } catch (IOException e) {
        throw AsideFile.failed(output, e);
      }
      layouts.keep();
      objects.keep();
      image.keep();
    }
  }

  private Path beside(String ending) {
    String name = String.valueOf(output.getFileName());
    String stem =
        name.toLowerCase(Locale.ROOT).endsWith(".raw")
            ? name.substring(0, name.length() - ".raw".length())
            : name;
    return output.resolveSibling(stem + ending);
  }

  private WindowsSystem windows() {
    for (WindowsSystem candidate : WindowsSystem.values()) {
      if (candidate.id().equals(system)) {
        return candidate;
      }
    }
    throw wrong("--system %s: give win7sp1x86, win7sp1x64 or win10x64".formatted(system));
  }

  private int mebibytes() {
    Matcher size = SIZE.matcher(memory);
    int mebibytes =
        size.matches()
            ? Integer.parseInt(size.group(1)) * (size.group(2).equals("G") ? GIBIBYTE : 1)
            : 0;
    if (mebibytes < SMALLEST || mebibytes > LARGEST) {
      throw wrong("--memory %s: give 128M to 8G, such as 512M or 2G".formatted(memory));
    }
    return mebibytes;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
