package org.deepmem.lab.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.FreeFrames;
import org.deepmem.lab.synthesis.machine.KernelModule;
import org.deepmem.lab.synthesis.machine.Machine;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.objects.LookAlike;
import org.deepmem.lab.synthesis.objects.Population;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.PageContents;
import org.deepmem.lab.synthesis.world.PageKind;
import org.deepmem.lab.synthesis.world.PagePointers;
import org.deepmem.lab.synthesis.world.PlannedModule;
import org.deepmem.lab.synthesis.world.RunningSystem;
import org.deepmem.lab.synthesis.world.WindowsSystemTraits;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectLayout;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.nn.SeededRandom;

/// Writes the memory of a running Windows that never ran: a raw image, the truth about its objects,
/// its symbols.
public final class Synthesis {
  private static final int PLAN = 1;
  private static final int MACHINE = 2;
  private static final int OBJECTS = 3;
  private static final int PAGE = 4096;

  /// At most this share of memory is processes' own; a system with less to spare trims them.
  private static final double USER_SHARE = 0.4;

  private static final int SMALLEST_MODULE = 7 * PAGE;

  private final SynthesisOptions options;
  private final RunningSystem plan;
  private final Machine machine;
  private final List<WrittenObject> objects;
  private final List<LookAlike> lookAlikes;
  private final List<Integer> hidden;

  private Synthesis(SynthesisOptions options) {
    this.options = options;
    WindowsSystem system = options.system();
    plan =
        RunningSystem.draw(
                options.world(),
                new WindowsSystemTraits(system.wordSize(), system.build()),
                options.processes(),
                SeededRandom.of(options.seed(), PLAN))
            .trimmed((long) (options.memoryBytes() / PAGE * USER_SHARE));
    machine =
        Machine.boot(
            system, options.memoryBytes(), SeededRandom.of(options.seed(), MACHINE), modules());
    machine.sharedUserData().time(plan.now(), plan.now() - plan.bootTime());
    Population population = new Population(machine, plan, SeededRandom.of(options.seed(), OBJECTS));
    population.fill((int) (options.memoryBytes() / PAGE / 64));
    lookAlikes = population.lookAlikes();
    objects = population.written();
    hidden = population.hide(options.hidden());
  }

  /// Makes an image in memory. What it holds is decided by the options alone.
  ///
  /// @throws IllegalArgumentException when the options don't go together: too little memory for the
  ///   processes, too few processes for the world
  public static Synthesis of(SynthesisOptions options) {
    return new Synthesis(options);
  }

  private List<KernelModule> modules() {
    List<KernelModule> result = new ArrayList<>();
    for (int id : plan.loadOrder()) {
      PlannedModule m = (PlannedModule) plan.object(id);
      result.add(
          new KernelModule(
              m.name(),
              m.path(),
              Math.max(m.size(), SMALLEST_MODULE),
              m.timestamp(),
              m.checksum()));
    }
    return result;
  }

  /// What was written: objects of the six types, live ones and whole ones that were freed, by
  /// address.
  public List<WrittenObject> objects() {
    return objects;
  }

  /// What only looks like objects.
  public List<LookAlike> lookAlikes() {
    return lookAlikes;
  }

  /// Ids of the processes that were hidden.
  public List<Integer> hidden() {
    return hidden;
  }

  /// What CR3 has while the System process runs.
  public long directoryTableBase() {
    return machine.systemDirectoryTableBase();
  }

  /// Run-time address of a symbol of the kernel.
  public long symbol(String name) {
    return machine.symbol(name);
  }

  /// The plan that was written.
  public RunningSystem plan() {
    return plan;
  }

  /// Writes physical memory.
  public void writeImage(Path raw) throws IOException {
    PageContents contents = new PageContents(plan.world(), plan.traits());
    PagePointers nowhere = new StalePointers(objects, machine.modules());
    FreeFrames free =
        (page, random) -> {
          PageKind kind = plan.world().freePages().draw(random);
          contents.fill(kind, page, nowhere, random);
          return kind != PageKind.ZERO;
        };
    machine.writeTo(raw, free);
  }

  /// Writes the truth: an object a line, the first of a type with the type's members.
  public void writeTruth(Path file) throws IOException {
    List<LabelledObject> truth = new ArrayList<>();
    for (WrittenObject o : objects) {
      truth.add(
          new LabelledObject(
              o.type(),
              o.address(),
              o.physicalAddress(),
              o.size(),
              o.live() ? ObjectState.LIVE : ObjectState.RESIDUAL,
              "synthesis",
              o.names()));
    }
    Map<String, ObjectLayout> layouts =
        ObjectLayout.of(options.system().layout(), truth, options.system().wordSize());
    TruthFile.write(file, new GroundTruth(truth, layouts));
  }

  /// Writes layouts and symbols, in Volatility 3's format.
  public void writeSymbols(Path file) throws IOException {
    machine.writeSymbols(file);
  }

  /// A line about it.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d objects, seed %d",
        options.system().id(),
        objects.size(),
        options.seed());
  }
}
