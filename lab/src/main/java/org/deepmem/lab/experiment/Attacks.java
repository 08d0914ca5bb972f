package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.lab.LabException;
import org.deepmem.lab.plot.Figure;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.GnnModel;

/// What is still found when objects are harmed: a cell is a test dump and a treatment, all with the
/// same model and thresholds.
final class Attacks implements Experiment {
  @Override
  public List<Cell> cells(Setup setup, FileHashes hashes) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (SystemData system : SystemData.withTestDumps(setup.measured())) {
      ModelSource source = setup.model(system);
      for (GraphTruthFiles test : setup.effort().testDumps(system)) {
        String dumpHash = hashes.of(DumpPlace.of(test));
        ArrayNode symbols = hashes.all(DumpPlace.symbols(test));
        for (Treatment treatment : Treatment.all(setup.effort().quick())) {
          ObjectNode inputs = source.describe(hashes).put("system", system.name());
          inputs.set("test", hashes.describe(List.of(test)));
          inputs.put("dumpSha256", dumpHash).put("treatment", treatment.kind().name());
          inputs.put("count", treatment.count());
          if (!symbols.isEmpty()) {
            inputs.set("symbols", symbols);
          }
          cells.add(
              new Cell(
                  system.name() + "-" + test.name() + "-" + treatment.key(),
                  inputs,
                  bench -> measure(test, treatment, source, bench)));
        }
      }
    }
    return cells;
  }

  private static ObjectNode measure(
      GraphTruthFiles test, Treatment treatment, ModelSource source, Bench bench)
      throws IOException {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    try (TestDump dump = TestDump.open(test)) {
      GnnModel model = source.model(bench);
      GraphTruth harmed = dump.graph(dump.copy(treatment), model.cut());
      result.set("test", Measurement.ofOne(model, harmed).figures());
    } catch (LabException | KernelNotFoundException e) { // what can't be done is a result too
      result.put("impossible", e.getMessage());
    }
    return result;
  }

  @Override
  public Findings findings(List<? extends JsonNode> cells) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    StringBuilder markdown = new StringBuilder();
    Map<String, List<HarmedType>> systems = new LinkedHashMap<>();
    Map<String, Figure> figures = new LinkedHashMap<>();
    Rows.bySystem(cells)
        .forEach(
            (system, ofSystem) -> {
              List<HarmedType> harmed = HarmedType.of(system, ofSystem);
              harmed.forEach(row -> rows.add(row.json()));
              systems.put(system, harmed);
              markdown.append("\n### ").append(system).append("\n\n").append(HarmTables.of(harmed));
              markdown.append(HarmTables.impossible(ofSystem));
              figures.putAll(HarmFigures.of(system, harmed));
            });
    return new Findings(rows, "\n" + HarmTables.overview(systems) + markdown, figures);
  }
}
