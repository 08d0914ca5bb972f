package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deepmem.KernelSearch;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.relayout.Relayout;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.paging.AddressSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem lab relayout`: a copy of a dump as if its kernel had its members in another order.
@Command(
    name = "relayout",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a copy of a dump in which the members of each labelled type lie in another order, as in"
          + " another version of the kernel, and the copy's truth beside it as NAME.truth.jsonl.",
      "Pointers into objects are led to where their targets went. 'deepmem train --moved' learns"
          + " from such copies; debugging symbols no longer fit them."
    },
    footer = {
      "",
      "Example: deepmem lab relayout memory.elf --truth memory.truth.jsonl --seed 7 -o moved.lime"
    })
final class LabRelayoutCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump; stays as it is.")
  private Path file = Path.of("");

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "The truth of DUMP, as 'deepmem label' writes it.")
  private Path truth = Path.of("");

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same order (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private CopyOptions copy = new CopyOptions();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    copy.check();
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      AddressSpace space = KernelSearch.place(image).space();
      GroundTruth known = TruthFile.readAll(truth);
      GroundTruth moved = Relayout.draw(known, space.wordSize(), seed).apply(image, space);
      copy.write(image, aside -> TruthFile.write(aside, moved));
      console.out(
          "%s: %d types relaid, %,d objects",
          copy.output(), moved.layouts().size(), moved.objects().size());
      console.reportDamage(image);
    }
    return 0;
  }
}
