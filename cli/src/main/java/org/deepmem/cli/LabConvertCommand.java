package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.deepmem.files.AsideFile;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.lab.image.KernelPageFilter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.lab.image.WritableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem lab convert`: a dump in another format, whole or filtered.
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a dump's memory in another format, whole or without needless pages.",
    footer = {
      "",
      "Examples:",
      "  deepmem lab convert memory.elf -o memory.raw --format raw",
      "  deepmem lab convert memory.elf -o memory.kdump --format kdump --filter kernel --level 9"
    })
final class LabConvertCommand implements Callable<Integer> {
  /// What is left out.
  enum Filter {
    NONE,
    ZERO,
    KERNEL
  }

  @Parameters(paramLabel = "DUMP", description = "The memory dump.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; replaced when there.")
  private Path output = Path.of("");

  @Option(names = "--format", required = true, description = "raw, lime or kdump.")
  private WritableFormat format = WritableFormat.LIME;

  @Option(
      names = "--filter",
      defaultValue = "none",
      description =
          "Pages to leave out (${DEFAULT-VALUE}): none; zero: those of zeros; kernel: those of"
              + " zeros, free ones, contents of files, anonymous memory, the kernel's code and"
              + " ROMs, so that all kernel data stays.")
  private Filter filter = Filter.NONE;

  @Option(
      names = "--level",
      defaultValue = "6",
      paramLabel = "0..9",
      description = "Compression of kdump's pages, 0 none to 9 smallest (${DEFAULT-VALUE}).")
  private int level = 6;

  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (level < 0 || level > 9) {
      throw new ParameterException(spec.commandLine(), "--level %d: give 0 to 9".formatted(level));
    }
    AsideFile.check(output);
    try (MemoryImage image = MemoryImages.open(file)) {
      long bytes = format.writer(filter(image), level).write(image, output);
      console.out(
          "%s: %,d of %,d KB of memory in %,d KB",
          output, bytes >> 10, image.presentBytes() >> 10, Files.size(output) >> 10);
      console.reportDamage(image);
    }
    return 0;
  }

  private PageFilter filter(MemoryImage image) throws IOException {
    return switch (filter) {
      case NONE -> PageFilter.ALL;
      case ZERO -> PageFilter.NOT_ZERO;
      case KERNEL -> {
        KernelPageFilter pages =
            new KernelPageFilter(LinuxKernelFinder.find(image, symbols.open()));
        console.note(
            "left out, beside zeros: %s",
            pages.leftOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                    use ->
                        "%,d pages %s"
                            .formatted(
                                use.getValue(), use.getKey().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", ")));
        yield pages;
      }
    };
  }
}
