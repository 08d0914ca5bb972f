package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.KnownObjects;
import org.deepmem.kernel.View;
import org.deepmem.paging.AddressSpace;
import org.jspecify.annotations.Nullable;

/// The objects that a Windows kernel knows of: the union of a pool scan of its virtual memory
/// (`pool`), the lists of processes, their threads and modules (`list`), the handle tables of those
/// processes (`handle`), the table of process and thread numbers (`cid`) and what processors run
/// and idle in (`cpu`).
///
/// An object lives while its memory is allocated and its header still counts references; what was
/// freed and still passes its type's checks is a residual. The rules are in docs/formats.md, Truth
/// files.
final class WindowsObjects implements KnownObjects {
  private static final Map<String, View> VIEWS =
      Map.of(
          "pool",
          View.ALLOCATOR,
          "list",
          View.LISTS,
          "handle",
          View.HANDLES,
          "cid",
          View.TABLES,
          "cpu",
          View.REFERENCES);
  private static final List<String> SOURCES = List.of("pool", "list", "handle", "cid", "cpu");

  private final AddressSpace space;
  private final KernelReader kernel;
  private final TypeChecks checks;
  private final ObjectHeaders headers;
  private final boolean namesTypes;
  private final KernelWalk walk;
  private final Map<WindowsType, Map<Long, Found>> found = new HashMap<>();
  private final Map<WindowsType, Set<Long>> unfit = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean hasModules;

  /// What is known of an address while sources are joined.
  private static final class Found {
    private final Set<String> sources = new HashSet<>();
    private @Nullable Boolean allocated;
  }

  WindowsObjects(WindowsKernel windows) {
    space = windows.space();
    kernel = windows.reader();
    checks = new TypeChecks(kernel, space.kernelStart());
    headers = new ObjectHeaders(kernel);
    namesTypes = headers.namesTypes();
    walk = new KernelWalk(kernel, windows.place().image());
  }

  @Override
  public List<KernelObject> find() {
    collect();
    List<KernelObject> objects = new ArrayList<>();
    found.forEach(
        (type, places) ->
            places.forEach((address, place) -> objects.add(object(type, address, place))));
    objects.sort(
        Comparator.comparingLong((KernelObject object) -> object.address() + Long.MIN_VALUE)
            .thenComparing(KernelObject::type));
    return List.copyOf(objects);
  }

  /// The same as what each source sees, with entries of lists that can't be what the list is of.
  List<KernelViews.Seen> seen() {
    collect();
    List<KernelViews.Seen> seen = new ArrayList<>();
    found.forEach(
        (type, places) ->
            places.forEach(
                (address, place) ->
                    seen.add(
                        new KernelViews.Seen(type.name(), address, views(place), isFreed(place)))));
    unfit.forEach(
        (type, addresses) ->
            addresses.forEach(
                address ->
                    seen.add(
                        new KernelViews.Seen(type.name(), address, Set.of(View.LISTS), false))));
    return seen;
  }

  private Set<View> views(Found place) {
    Set<View> views = EnumSet.noneOf(View.class);
    place.sources.forEach(source -> views.add(VIEWS.getOrDefault(source, View.REFERENCES)));
    if (!Boolean.TRUE.equals(place.allocated)) {
      views.remove(View.ALLOCATOR);
    }
    return views;
  }

  private static boolean isFreed(Found place) {
    return Boolean.FALSE.equals(place.allocated);
  }

  /// Whether everything holds that is said of every object of the type.
  boolean whole(WindowsType type, long address) {
    return checks.hold(type, address);
  }

  /// Whether everything holds besides that is said of its living objects.
  boolean alive(WindowsType type, long address) {
    return checks.holdWhileLive(type, address);
  }

  private void collect() {
    WindowsTypes.all().forEach(type -> found.put(type, new TreeMap<>(Long::compareUnsigned)));
    if (PoolScanner.fits(kernel.types(), kernel.wordSize())) {
      new PoolObjects(kernel, space, checks, headers, namesTypes).find(this::pooled);
    } else {
      warnings.add(
          "the pool isn't read: %s has no pool header that can be one; check the symbol file"
              .formatted(kernel.types().source()));
    }
    walk();
    warnings.addAll(walk.warnings());
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void pooled(WindowsType type, long address, @Nullable Boolean allocated) {
    Found place = places(type).computeIfAbsent(address, at -> new Found());
    place.sources.add("pool");
    place.allocated = allocated;
  }

  private void walk() {
    WindowsType process = WindowsTypes.named("_EPROCESS");
    WindowsType thread = WindowsTypes.named("_ETHREAD");
    Set<Long> processes = walk.processes();
    if (processes.isEmpty()) {
      warnings.add(
          "no process list: PsActiveProcessHead and PsInitialSystemProcess are unknown or lead nowhere");
    }
    processes.forEach(address -> listed(process, address));
    for (long address : walk.numbered()) {
      reached(process, address, "cid");
      reached(thread, address, "cid");
    }
    for (long address : walk.running()) {
      reached(thread, address, "cpu");
      reached(process, walk.owner(address), "cpu");
    }
    Set<Long> known = new LinkedHashSet<>(processes);
    places(process)
        .forEach(
            (address, place) -> {
              if (isLive(place)) {
                known.add(address);
              }
            });
    for (long address : known) {
      if (checks.hold(process, address)) {
        walk.threads(address).forEach(entry -> reached(thread, entry, "list"));
        walk.handles(address).forEach(this::handled);
      }
    }
    WindowsType key = WindowsTypes.named("_CM_KEY_BODY");
    List<Long> opened = new ArrayList<>();
    places(key)
        .forEach(
            (address, place) -> {
              // A freed key's control block may be another's by now.
              if (place.sources.contains("handle")) {
                opened.add(address);
              }
            });
    for (long address : opened) {
      walk.siblings(address).forEach(sibling -> reached(key, sibling, "list"));
    }
    WindowsType module = WindowsTypes.named("_LDR_DATA_TABLE_ENTRY");
    Set<Long> modules = walk.modules();
    hasModules = !modules.isEmpty();
    modules.forEach(address -> listed(module, address));
  }

  private void handled(long header) {
    long object = header + headers.body();
    if (headers.body() == KernelReader.ABSENT || !kernel.readable(header, headers.body())) {
      return;
    }
    if (namesTypes) {
      WindowsType type = WindowsTypes.ofObject(headers.typeName(object));
      if (type != null) {
        reached(type, object, "handle");
      }
      return;
    }
    for (WindowsType type : WindowsTypes.all()) {
      if (type.hasHeader() && checks.hold(type, object)) {
        reached(type, object, "handle");
        return;
      }
    }
  }

  /// Notes that something leads to an object; one that can't be of the type isn't taken.
  private void reached(WindowsType type, long address, String source) {
    if (checks.hold(type, address)) {
      places(type).computeIfAbsent(address, at -> new Found()).sources.add(source);
    }
  }

  /// Notes an entry of a list that holds nothing but objects of the type.
  private void listed(WindowsType type, long address) {
    reached(type, address, "list");
    if (!places(type).containsKey(address) && kernel.readable(address, 1)) {
      unfit.computeIfAbsent(type, t -> new TreeSet<>(Long::compareUnsigned)).add(address);
    }
  }

  private Map<Long, Found> places(WindowsType type) {
    return found.computeIfAbsent(type, t -> new TreeMap<>(Long::compareUnsigned));
  }

  private KernelObject object(WindowsType type, long address, Found place) {
    String source = String.join("+", SOURCES.stream().filter(place.sources::contains).toList());
    return new KernelObject(
        type.name(), address, kernel.size(type.name()).orElse(0), isLive(place), source);
  }

  /// The allocator decides where it can be asked; else what leads to an object, where there is a
  /// list that does.
  private boolean isLive(Found place) {
    return place.allocated == null
        ? !hasModules || !place.sources.equals(Set.of("pool"))
        : place.allocated;
  }
}
