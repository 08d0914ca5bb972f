package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.kernel.AskedViews;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// The views of a Windows kernel: its lists, the table of process and thread numbers, handles, what
/// processors run, and the pool.
final class WindowsViews implements KernelViews {
  /// Of a thread's CrossThreadFlags.
  private static final int TERMINATED = 1;

  private static final String MODULE = "_LDR_DATA_TABLE_ENTRY";

  /// `MZ`.
  private static final int DOS_HEADER = 0x5a4d;

  private final KernelReader kernel;
  private final WindowsObjects objects;
  private final List<Seen> seen;
  private final AskedViews asked;
  private final Map<Long, Long> listedByBase = new HashMap<>();

  WindowsViews(WindowsKernel windows) {
    kernel = windows.reader();
    objects = new WindowsObjects(windows);
    seen = List.copyOf(objects.seen());
    asked = new AskedViews(seen);
    seen.stream()
        .filter(object -> object.type().equals(MODULE) && object.views().contains(View.LISTS))
        .forEach(
            object ->
                listedByBase.put(pointer(MODULE, "DllBase", object.address()), object.address()));
  }

  @Override
  public List<Seen> seen() {
    return seen;
  }

  @Override
  public Set<View> asked() {
    return asked.all();
  }

  @Override
  public Set<View> complete(String type) {
    @Nullable WindowsType known = type(type);
    return known == null ? Set.of() : asked.of(type, known.complete());
  }

  @Override
  public boolean whole(String type, long address) {
    @Nullable WindowsType known = type(type);
    return known != null && objects.whole(known, address);
  }

  @Override
  public boolean alive(String type, long address) {
    @Nullable WindowsType known = type(type);
    return known != null
        && objects.whole(known, address)
        && objects.alive(known, address)
        && switch (type) {
          case "_ETHREAD" -> whole("_EPROCESS", pointer(type, "Tcb.Process", address));
          case MODULE -> isAlone(address) && isImage(pointer(type, "DllBase", address));
          default -> true;
        };
  }

  /// Whether no entry of the list is of the same image: then this one is a remnant of it.
  private boolean isAlone(long module) {
    Long listed = listedByBase.get(pointer(MODULE, "DllBase", module));
    return listed == null || listed == module;
  }

  /// Whether a PE image is mapped at an address: of an entry whose module was unloaded, nothing is.
  private boolean isImage(long base) {
    return kernel.readable(base, 2) && kernel.uint16(base) == DOS_HEADER;
  }

  @Override
  public boolean ended(String type, long address) {
    return switch (type) {
      case "_EPROCESS" -> pointer(type, "ExitTime", address) != 0;
      case "_ETHREAD" -> (pointer(type, "CrossThreadFlags", address) & TERMINATED) != 0;
      default -> false;
    };
  }

  @Override
  public boolean exempt(String type, long address) {
    return switch (type) {
      case "_EPROCESS" -> pointer(type, "UniqueProcessId", address) == 0;
      case "_ETHREAD" -> pointer(type, "Cid.UniqueThread", address) == 0;
      default -> false;
    };
  }

  private static @Nullable WindowsType type(String name) {
    return WindowsTypes.all().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private long pointer(String type, String member, long address) {
    int at = kernel.offset(type, member);
    return at < 0 ? 0 : kernel.pointer(address + at);
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(objects.warnings());
    warnings.addAll(
        asked.warnings(
            WindowsTypes.all().stream()
                .collect(Collectors.toMap(WindowsType::name, WindowsType::complete))));
    return warnings;
  }
}
