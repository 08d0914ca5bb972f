package org.deepmem.lab.synthesis.world;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.deepmem.lab.LabException;
import org.deepmem.nn.SeededRandom;

/// What fills a synthesised Windows: names, templates, distributions; from a world file
/// (docs/formats.md).
public final class World {
  /// The worlds that come with the program: the last to test with, the others to learn from.
  public static final List<String> BUILT_IN = List.of("office", "campus", "server");

  /// Purpose of the draws of a variation.
  private static final long VARIATION = 0x7661_7279;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build()
              .configure(JsonParser.Feature.ALLOW_COMMENTS, false));

  final String name;
  final Grammar grammar;
  final SystemTemplate system;
  final List<ProcessTemplate> processes;
  final List<DriverTemplate> drivers;
  final List<DllTemplate> dlls;
  final Map<String, Map<String, Double>> handles;
  final FileTemplate files;
  final KeyTemplate keys;
  final Map<ObjectKind, ObjectTemplate> objects;
  final List<PoolTemplate> pools;
  final ThreadTemplate threads;
  final StackTemplate stacks;
  final List<RegionTemplate> regions;
  final ChurnTemplate churn;
  final LookAlikeTemplate lookAlikes;
  private final PageMix userPages;
  private final PageMix cachePages;
  private final PageMix freePages;
  private final MemberValues members;

  private World(JsonPlace root) throws LabException {
    root.only(
        "name",
        "description",
        "grammar",
        "system",
        "processes",
        "drivers",
        "dlls",
        "handles",
        "files",
        "keys",
        "objects",
        "pools",
        "threads",
        "stacks",
        "regions",
        "churn",
        "lookAlikes",
        "memory",
        "members");
    name = root.member("name").text();
    grammar = Grammar.read(root.member("grammar"));
    WorldReader read = new WorldReader(grammar);
    system = read.system(root.member("system"));
    handles = read.handles(root.member("handles"));
    dlls = read.dlls(root.member("dlls"));
    processes = read.processes(root.member("processes"), handles, dlls, system.accounts());
    drivers = read.drivers(root.member("drivers"));
    read.rules(root.member("grammar"), WorldReader.RULES);
    files = WorldParts.files(root.member("files"));
    keys = WorldParts.keys(root.member("keys"));
    objects = read.objects(root.member("objects"));
    pools = WorldParts.pools(root.member("pools"));
    threads = WorldParts.threads(root.member("threads"));
    stacks = WorldParts.stacks(root.member("stacks"));
    regions = WorldParts.regions(root.member("regions"));
    churn = WorldParts.churn(root.member("churn"));
    lookAlikes = WorldParts.lookAlikes(root.member("lookAlikes"));
    JsonPlace memory = root.member("memory").only("user", "cache", "free");
    userPages = WorldParts.pages(memory.member("user"));
    cachePages = WorldParts.pages(memory.member("cache"));
    freePages = WorldParts.pages(memory.member("free"));
    members = WorldParts.members(root.member("members"));
  }

  /// Reads a world file.
  ///
  /// @throws IOException naming the file, the place in it, the reason
  public static World read(Path file) throws IOException {
    return read(file, root -> {});
  }

  private static World read(Path file, Consumer<JsonNode> change) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, change);
    }
  }

  /// A world that comes with the program.
  ///
  /// @param name one of [#BUILT_IN]
  public static World builtIn(String name) throws IOException {
    return builtIn(name, root -> {});
  }

  private static World builtIn(String name, Consumer<JsonNode> change) throws IOException {
    InputStream found = World.class.getResourceAsStream(name + ".json");
    if (found == null || !BUILT_IN.contains(name)) {
      throw new LabException(
          "world %s: there is none of that name; name a file, or one of %s"
              .formatted(name, String.join(", ", BUILT_IN)));
    }
    try (InputStream in = found) {
      return read("world " + name, in, change);
    }
  }

  /// A built-in world, or else a file of that name.
  public static World of(String nameOrFile) throws IOException {
    return of(nameOrFile, 0, 0);
  }

  /// A variation of a world: its distributions moved at random.
  ///
  /// @param strength 0 for the world as it is written; 0.7 doubles or halves typical weights
  /// @param seed decides where to; the same seed gives the same variation
  public static World of(String nameOrFile, double strength, long seed) throws IOException {
    Consumer<JsonNode> change =
        strength == 0
            ? root -> {}
            : new WorldVariation(SeededRandom.of(seed, VARIATION), strength)::varyWorld;
    return BUILT_IN.contains(nameOrFile)
        ? builtIn(nameOrFile, change)
        : read(Path.of(nameOrFile), change);
  }

  static World read(String file, InputStream in) throws IOException {
    return read(file, in, root -> {});
  }

  private static World read(String file, InputStream in, Consumer<JsonNode> change)
      throws IOException {
    try {
      JsonNode root = JSON.readTree(in);
      change.accept(root);
      return new World(new JsonPlace(file, "$", root));
    } catch (JsonProcessingException e) {
      throw new LabException(
          "%s: line %d, column %d: is no JSON: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  /// What the world calls itself.
  public String name() {
    return name;
  }

  /// Names, paths and texts.
  public Grammar grammar() {
    return grammar;
  }

  /// Values of members that nothing else decides.
  public MemberValues members() {
    return members;
  }

  /// What user memory holds.
  public PageMix userPages() {
    return userPages;
  }

  /// What the file cache holds.
  public PageMix cachePages() {
    return cachePages;
  }

  /// What free memory that isn't zeroed holds.
  public PageMix freePages() {
    return freePages;
  }

  /// A mix of handles, which a process template names.
  Map<String, Double> mix(String mix) {
    return Objects.requireNonNull(handles.get(mix), mix);
  }

  /// What the world says of a kind of objects.
  ObjectTemplate template(ObjectKind kind) {
    return Objects.requireNonNull(objects.get(kind));
  }

  /// How many processes run at least.
  public int fewestProcesses() {
    return processes.stream().mapToInt(ProcessTemplate::always).sum();
  }
}
