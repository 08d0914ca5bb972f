package org.deepmem.lab.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deepmem.Dump;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.lab.attack.AttackTarget;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.deepmem.symbols.SymbolFiles;

/// A dump of a test set, open to be harmed in copies.
final class TestDump implements AutoCloseable {
  private final String name;
  private final Dump dump;
  private final SymbolFiles symbols;
  private final List<LabelledObject> truth;
  private Optional<AttackTarget> target = Optional.empty();
  private Optional<Kernel> kernel = Optional.empty();

  private TestDump(String name, Dump dump, SymbolFiles symbols, List<LabelledObject> truth) {
    this.name = name;
    this.dump = dump;
    this.symbols = symbols;
    this.truth = truth;
  }

  static TestDump open(GraphTruthFiles test) throws IOException {
    SymbolFiles symbols = SymbolFiles.open(DumpPlace.symbols(test));
    List<LabelledObject> truth = TruthFile.read(test.truth());
    return new TestDump(test.name(), Dump.open(DumpPlace.of(test), symbols), symbols, truth);
  }

  /// A copy of the memory to be harmed. It is left open: closing it would close the dump.
  PatchedImage copy(Treatment treatment) throws IOException {
    PatchedImage copy = new PatchedImage(dump.image());
    treatment.apply(this, copy);
    return copy;
  }

  /// The graph of a copy, cut as a model wants it, with the truth of the dump: what the objects
  /// were before.
  GraphTruth graph(PatchedImage copy, int cut) {
    MemoryGraph graph = dump.graph(copy, cut);
    return new GraphTruth(name, graph, truth);
  }

  SymbolFiles symbols() {
    return symbols;
  }

  Kernel kernel() throws IOException {
    if (kernel.isEmpty()) {
      kernel = Optional.of(dump.kernel());
    }
    return kernel.get();
  }

  /// The objects to harm; without names and tags where the kernel isn't known.
  AttackTarget target() throws IOException {
    if (target.isEmpty()) {
      target = Optional.of(known());
    }
    return target.get();
  }

  private AttackTarget known() throws IOException {
    try {
      return AttackTarget.of(kernel(), truth, AttackTarget.LIVE);
    } catch (KernelNotFoundException e) { // only some attacks need it, and say so themselves
      return AttackTarget.of(dump.space(), truth, AttackTarget.LIVE);
    }
  }

  @Override
  public void close() {
    dump.close();
  }
}
