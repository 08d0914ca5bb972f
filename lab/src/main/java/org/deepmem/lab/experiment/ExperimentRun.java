package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.lab.LabException;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.NoFontsException;
import org.deepmem.lab.plot.SvgFile;

/// Runs experiments, cell by cell. A cell whose result is there already, from the same inputs,
/// isn't run again; so a run that was ended goes on.
public final class ExperimentRun {
  private final Setup setup;
  private final Path results;
  private final String tool;
  private final ExperimentListener listener;
  private final FileHashes hashes = new FileHashes();

  /// @param setup what to run on
  /// @param results folder of the results; it must exist
  /// @param tool name and version of the program, for the results
  /// @param listener hears how it goes
  public ExperimentRun(Setup setup, Path results, String tool, ExperimentListener listener) {
    this.setup = setup;
    this.results = results;
    this.tool = tool;
    this.listener = listener;
  }

  /// The experiments' names, in the order in which they are best run: later ones use models that
  /// earlier ones trained.
  public static List<String> names() {
    return Experiments.names();
  }

  /// The parts of an experiment that a run may be limited to; none where it has no parts.
  public static List<String> parts(String name) {
    return Experiments.named(name).map(Experiment::parts).orElse(List.of());
  }

  /// Says early whether experiments can be run, before hours of work go into the first.
  ///
  /// @throws IOException when there is no experiment of a name, or its data don't suffice
  public void check(List<String> names) throws IOException {
    for (String name : names) {
      named(name).cells(setup, hashes);
    }
  }

  private static Experiment named(String name) throws LabException {
    return Experiments.named(name)
        .orElseThrow(
            () ->
                new LabException(
                    "no experiment '%s'; there are %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /// Runs one.
  ///
  /// @return the files that say what was found
  /// @throws IOException when there is no experiment of this name, or its data don't suffice
  public List<Path> run(String name) throws IOException {
    Experiment experiment = named(name);
    ResultFolder folder = new ResultFolder(results, name);
    Bench bench = new Bench(results.resolve("models"), hashes, listener);
    List<Cell> cells = experiment.cells(setup, hashes);
    List<ObjectNode> done = new ArrayList<>();
    for (Cell cell : cells) {
      int number = done.size() + 1;
      Optional<ObjectNode> known = folder.read(cell);
      if (known.isPresent()) {
        listener.cell(name, number, cells.size(), cell.key(), ExperimentListener.Step.KNOWN, 0);
        done.add(known.get());
      } else {
        listener.cell(name, number, cells.size(), cell.key(), ExperimentListener.Step.BEGUN, 0);
        long began = System.nanoTime();
        ObjectNode result = cell.work().run(bench);
        double seconds = (System.nanoTime() - began) * 1e-9;
        done.add(folder.write(cell, result, tool, seconds));
        listener.cell(
            name, number, cells.size(), cell.key(), ExperimentListener.Step.DONE, seconds);
      }
    }
    return report(name, folder, experiment.findings(done), done);
  }

  private List<Path> report(
      String name, ResultFolder folder, Findings findings, List<ObjectNode> cells)
      throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("experiment", name).put("tool", tool);
    document.set("rows", findings.rows());
    document.putArray("cells").addAll(cells);
    List<Path> files = new ArrayList<>();
    files.add(folder.document(".json", ResultFolder.pretty(document)));
    files.add(folder.document(".md", findings.markdown()));
    try {
      for (Map.Entry<String, Figure> figure : findings.figures().entrySet()) {
        Path file = results.resolve(name + figure.getKey() + ".svg");
        SvgFile.write(figure.getValue(), file);
        files.add(file);
      }
    } catch (NoFontsException e) {
      listener.note(String.valueOf(e.getMessage()));
    }
    return files;
  }
}
