package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Tool;

/// Packages of another architecture than this machine's. apt is given a state folder of its own in
/// the cache, so that neither its lists nor dpkg's architectures change on this machine; where
/// packages come from is the machine's own configuration.
///
/// @param cache folder that is kept between runs
/// @param architecture of the packages
record ForeignPackages(Path cache, Architecture architecture) {
  /// Older lists are fetched anew before it is asked which packages there are.
  private static final Duration FRESH = Duration.ofDays(1);

  /// Fetches packages.
  ///
  /// @param into an empty folder
  /// @return the package files, in no order
  /// @throws LabException when one can't be had
  List<Path> fetch(List<String> names, Path into) throws IOException {
    Path state = state();
    boolean known = Files.exists(state.resolve("status"));
    List<String> options = options(state);
    if (!known) {
      update(options, state);
    }
    try {
      download(options, names, into);
    } catch (LabException e) {
      if (!known) {
        throw e;
      }
      update(options, state); // the lists may be older than what is offered
      download(options, names, into);
    }
    try (Stream<Path> files = Files.list(into)) {
      return files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
  }

  /// What apt says of the packages with such a name: each one's name and description, a line each.
  String search(NumberedName name) throws IOException {
    Path state = state();
    Path status = state.resolve("status");
    List<String> arguments = new ArrayList<>(options(state));
    if (!Files.exists(status)
        || Files.getLastModifiedTime(status).toInstant().isBefore(Instant.now().minus(FRESH))) {
      update(arguments, state);
    }
    arguments.addAll(name.search());
    return Tool.APT_CACHE.run(state, Map.of(), arguments);
  }

  private Path state() throws IOException {
    Path state = cache.resolve("apt-" + architecture.debianName());
    Files.createDirectories(state.resolve("lists/partial"));
    Files.createDirectories(state.resolve("archives/partial"));
    return state;
  }

  private List<String> options(Path state) {
    String name = architecture.debianName();
    return List.of(
        "-q",
        "-o=APT::Architecture=" + name,
        "-o=APT::Architectures=" + name,
        "-o=Dir::State=" + state,
        "-o=Dir::State::lists=" + state.resolve("lists"),
        "-o=Dir::State::status=" + state.resolve("status"),
        "-o=Dir::Cache=" + state,
        "-o=Dir::Cache::archives=" + state.resolve("archives"));
  }

  /// Fetches the lists. That some of them can't be had, as those of sources without this
  /// architecture, shows only when a package is missing. The file `status`, in which apt looks for
  /// installed packages, stays empty; its time is that of the lists.
  private static void update(List<String> options, Path state) throws IOException {
    Files.write(state.resolve("status"), new byte[0]);
    List<String> arguments = new ArrayList<>(options);
    arguments.add("update");
    try {
      Tool.APT_GET.run(state, Map.of(), arguments);
    } catch (LabException e) {
      Files.writeString(state.resolve("update.log"), e.getMessage() + "\n");
    }
  }

  private void download(List<String> options, List<String> names, Path into) throws IOException {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("download");
    arguments.addAll(names);
    try {
      Tool.APT_GET.run(into, Map.of(), arguments);
    } catch (LabException e) {
      throw new LabException(
          "can't fetch packages of %s (%s): %s; remedy: a source for it in /etc/apt"
              .formatted(architecture.debianName(), String.join(", ", names), e.getMessage()),
          e);
    }
  }
}
