package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.deepmem.KernelSearch;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.AttackKind;
import org.deepmem.lab.attack.AttackPlan;
import org.deepmem.lab.attack.AttackTarget;
import org.deepmem.lab.attack.Harm;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.Labeler;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectLayout;
import org.deepmem.label.TruthFile;
import org.deepmem.paging.CanonicalPages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `deepmem lab attack`: a copy of a dump, harmed as an attacker would, and the truth about it.
@Command(
    name = "attack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a copy of a dump in which processes or modules are hidden from the kernel's lists,"
          + " entries of no process are added, or objects are harmed, and the truth of the dump beside it as NAME.truth.jsonl: labelling the"
          + " copy itself would follow what was harmed.",
      "Attacks may be combined; then the order is: lists, --smear, --signatures, --random-bytes,"
          + " --change-pointers, --zero-pointers."
    },
    footer = {
      "",
      "Example: deepmem lab attack memory.elf --unlink-task 512 -o attacked.lime",
      "         deepmem scan attacked.lime --type task_struct",
      "         deepmem lab attack memory.elf --unlink-module nf_tables --fabricate zeros -o x.lime",
      "         deepmem lab attack memory.elf --random-bytes 10 -o data/harmed.lime",
      "         deepmem graph data/harmed.lime -o data/ && deepmem evaluate --data data/",
      "         deepmem lab attack win7.raw --unlink-process 1234 --format raw -o hidden.raw"
    })
final class LabAttackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump; stays as it is.")
  private Path file = Path.of("");

  @Mixin private ListOptions lists = new ListOptions();
  @Mixin private AttackOptions attacks = new AttackOptions();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "The truth of DUMP, as 'deepmem label' writes it; without it, DUMP is labelled first.")
  private @Nullable Path truth;

  @Mixin private CopyOptions copy = new CopyOptions();
  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<AttackPlan> plans = attacks.plans();
    if (plans.isEmpty() && lists.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no attack: give --unlink-..., --fabricate, --random-bytes or another one");
    }
    lists.check();
    copy.check();
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      GroundTruth known = harm(image, plans);
      copy.write(
          image,
          aside -> {
            if (truth == null) {
              TruthFile.write(aside, known);
            } else {
              Files.write(aside, Files.readAllBytes(truth));
            }
          });
      console.reportDamage(image);
    }
    return 0;
  }

  /// Makes all attacks; returns the truth of the unharmed dump.
  private GroundTruth harm(PatchedImage image, List<AttackPlan> plans) throws IOException {
    KernelPlace place = KernelSearch.place(image);
    boolean bySymbols =
        truth == null
            || !lists.isEmpty()
            || plans.stream().anyMatch(plan -> plan.kind() == AttackKind.SIGNATURES);
    if (!bySymbols && truth != null) {
      GroundTruth known = TruthFile.readAll(truth);
      strike(image, AttackTarget.of(place.space(), known.objects(), attacks.states()), plans);
      return known;
    }
    Kernel kernel = place.kernel(symbols.open());
    GroundTruth known = truth != null ? TruthFile.readAll(truth) : label(kernel);
    AttackTarget target = AttackTarget.of(kernel, known.objects(), attacks.states());
    lists.change(kernel, image, attacks.share(), attacks.seed(), console);
    strike(image, target, plans);
    return known;
  }

  private GroundTruth label(Kernel kernel) {
    List<LabelledObject> objects =
        Labeler.label(
            kernel,
            CanonicalPages.of(kernel.space()),
            warning -> console.note("deepmem: %s: %s", file, warning));
    int wordSize = kernel.space().wordSize();
    return new GroundTruth(objects, ObjectLayout.of(kernel.types(), objects, wordSize));
  }

  private void strike(PatchedImage image, AttackTarget target, List<AttackPlan> plans)
      throws LabException {
    TreeSet<String> known = new TreeSet<>();
    target.objects().forEach(object -> known.add(object.type()));
    for (String type : attacks.types()) {
      if (!known.contains(type)) {
        throw new LabException(
            "%s: has no object of type '%s'; it has %s".formatted(file, type, known));
      }
    }
    for (AttackPlan plan : plans) {
      Harm harm = plan.apply(image, target);
      console.out(
          "%s: %,d objects harmed, %,d bytes, %,d pointers changed; %,d objects had less to change",
          plan.kind(), harm.objects(), harm.bytes(), harm.pointers(), harm.spared());
    }
  }
}
