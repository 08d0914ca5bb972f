package org.deepmem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Detection;
import org.deepmem.finding.CrossView;
import org.deepmem.finding.FoundObject;
import org.deepmem.graph.GraphBuilder;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.label.Labeler;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectLayout;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.OverlaidSpace;
import org.deepmem.symbols.SymbolFiles;

/// An open dump: the flow's stages from memory to objects, one method each.
///
/// ```java
/// try (Dump dump = Dump.open(file)) {
///   List<DetectedObject> objects = dump.objects(model);
/// }
/// ```
///
/// A graph and a scan need the page tables only; truth and names need the kernel's symbols too.
public final class Dump implements AutoCloseable {
  private final MemoryImage image;
  private final KernelPlace place;
  private final CanonicalPages pages;
  private final SymbolFiles symbolFiles;

  private Dump(MemoryImage image, SymbolFiles symbolFiles) throws KernelNotFoundException {
    this.image = image;
    this.symbolFiles = symbolFiles;
    place = KernelSearch.place(image);
    pages = CanonicalPages.of(place.space());
  }

  /// Opens a dump that describes itself.
  ///
  /// @throws IOException when the file is no dump, holds no kernel or can't be read; the message is
  ///   one line
  public static Dump open(Path file) throws IOException {
    return open(file, SymbolFiles.NONE);
  }

  /// Opens a dump, with files that describe its kernel.
  ///
  /// @throws IOException as in [#open(Path)]
  public static Dump open(Path file, SymbolFiles symbolFiles) throws IOException {
    MemoryImage image = MemoryImages.open(file);
    try {
      return new Dump(image, symbolFiles);
    } catch (IOException | RuntimeException e) {
      image.close();
      throw e;
    }
  }

  /// Physical memory.
  public MemoryImage image() {
    return image;
  }

  /// System and CPU, as models are named after them: `linux-x64`, `windows-x86`, `windows-x64`.
  public String family() {
    return place.family();
  }

  /// What the kernel calls itself, where that is known without symbols.
  public Optional<String> release() {
    return place.release();
  }

  /// The kernel's address space.
  public AddressSpace space() {
    return place.space();
  }

  /// What is known of the kernel without symbols.
  public List<KernelFact> facts() {
    return place.facts();
  }

  /// The kernel with its symbols and layouts, read anew at each call.
  ///
  /// @throws KernelNotFoundException when the dump and the symbol files don't give them
  public Kernel kernel() throws KernelNotFoundException {
    return place.kernel(symbolFiles);
  }

  /// The memory graph, its segments cut at [MemoryGraph#STANDARD_CUT].
  public MemoryGraph graph() {
    return graph(MemoryGraph.STANDARD_CUT);
  }

  /// The memory graph.
  ///
  /// @param cut bytes of a segment's window, one of [MemoryGraph#CUTS]; a model's is [GnnModel#cut]
  public MemoryGraph graph(int cut) {
    return graph(image, cut);
  }

  /// The memory graph of other content in the same pages, such as a copy of the dump with changes
  /// over it whose page tables are as they were.
  ///
  /// @param content with the same runs as the dump
  public MemoryGraph graph(MemoryImage content) {
    return graph(content, MemoryGraph.STANDARD_CUT);
  }

  /// The same with segments cut elsewhere.
  public MemoryGraph graph(MemoryImage content, int cut) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("dump", String.valueOf(image.path().getFileName()));
    provenance.put("image", image.format().label());
    provenance.put("family", place.family());
    place.release().ifPresent(release -> provenance.put("kernel", release));
    return GraphBuilder.build(new OverlaidSpace(space(), content), pages, cut, provenance);
  }

  /// The objects that the kernel's own structures know.
  ///
  /// @param warnings hears, a line each, what makes the truth incomplete
  public List<LabelledObject> truth(Kernel kernel, Consumer<String> warnings) {
    return Labeler.label(kernel, pages, warnings);
  }

  /// What members the types of some objects have in the dump's kernel.
  public Map<String, ObjectLayout> layouts(Kernel kernel, List<LabelledObject> objects) {
    return ObjectLayout.of(kernel.types(), objects, space().wordSize());
  }

  /// The live objects that a model finds, by type, then address.
  ///
  /// @param kernel names the objects, where there is one
  public List<DetectedObject> objects(GnnModel model, Optional<Kernel> kernel) {
    Detection found = new ObjectDetector(model).detect(graph(model.cut()));
    return described(found, ObjectState.LIVE, kernel);
  }

  /// What is known of found objects of one state beside their votes, by type, then address.
  ///
  /// @param found in this dump's graph
  public List<DetectedObject> described(
      Detection found, ObjectState state, Optional<Kernel> kernel) {
    Map<String, Integer> sizes = sizes(found);
    Optional<ObjectNames> names = kernel.map(Kernel::names);
    List<Candidate> objects = state == ObjectState.LIVE ? found.objects() : found.freed();
    return objects.stream()
        .map(object -> described(found, object, state, sizes, nameOf(object, names)))
        .toList();
  }

  /// Found objects, with the views of the kernel that see them, and those that only its views see
  /// and that shouldn't be so, by type, then address.
  ///
  /// @param found in this dump's graph
  /// @param views the kernel's
  /// @param listFreed whether freed objects are wanted too
  public List<FoundObject> crossViewed(
      Detection found, Kernel kernel, KernelViews views, boolean listFreed) {
    Map<String, Integer> sizes = sizes(found);
    ObjectNames names = kernel.names();
    CrossView join =
        new CrossView(
            views,
            this::canonicalOf,
            sizes.keySet(),
            (type, address) ->
                new DetectedObject(
                    type,
                    ObjectState.LIVE,
                    address,
                    physical(address),
                    sizes.getOrDefault(type, 0),
                    0,
                    OptionalDouble.empty(),
                    0,
                    names.of(type, address)));
    Optional<Kernel> named = Optional.of(kernel);
    return join.join(
        described(found, ObjectState.LIVE, named),
        described(found, ObjectState.RESIDUAL, named),
        listFreed);
  }

  /// What is known of one candidate, as an object of this state, be it one or not.
  public DetectedObject described(
      Detection found, Candidate candidate, ObjectState state, Optional<Kernel> kernel) {
    Optional<ObjectNames> names = kernel.map(Kernel::names);
    return described(found, candidate, state, sizes(found), nameOf(candidate, names));
  }

  private DetectedObject described(
      Detection found,
      Candidate object,
      ObjectState state,
      Map<String, Integer> sizes,
      Map<String, String> names) {
    return new DetectedObject(
        object.type(),
        state,
        object.address(),
        physical(object.address()),
        sizes.getOrDefault(object.type(), 0),
        state == ObjectState.LIVE ? object.score() : object.freedScore(),
        found.probability(object, state),
        object.votes(),
        names);
  }

  private static Map<String, Integer> sizes(Detection found) {
    return found.types().stream().collect(Collectors.toMap(ModelType::name, ModelType::size));
  }

  private OptionalLong physical(long address) {
    long physical = space().physical(address);
    return physical == AddressSpace.UNMAPPED ? OptionalLong.empty() : OptionalLong.of(physical);
  }

  /// The canonical address of what lies at a virtual address; 0 where that isn't in the dump.
  long canonicalOf(long address) {
    long physical = space().physical(address);
    return physical == AddressSpace.UNMAPPED ? 0 : pages.canonical(physical);
  }

  /// The address by which a graph and a scan know a byte of physical memory; empty where its page
  /// isn't in the dump, or the kernel's half doesn't map it.
  public OptionalLong canonical(long physicalAddress) {
    long address = pages.canonical(physicalAddress);
    return address == 0 ? OptionalLong.empty() : OptionalLong.of(address);
  }

  private static Map<String, String> nameOf(Candidate object, Optional<ObjectNames> names) {
    return names.map(n -> n.of(object.type(), object.address())).orElse(Map.of());
  }

  @Override
  public void close() {
    image.close();
  }
}
