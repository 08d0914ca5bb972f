package org.deepmem.kernel.linux;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// Objects that the kernel's lists and tables lead to, by type and address, with the first list
/// that led to each and the views that all of them are.
final class ReachedObjects {
  /// Objects that are noted in any case; beyond, no more than the dump has room for.
  private static final long LEAST = 1 << 16;

  /// The smallest object of any type that is noted, bytes.
  private static final long SMALLEST = 64;

  private static final Set<String> LISTS =
      Set.of(
          "tasks", "threads", "modules", "mm", "super_blocks", "s_inodes", "s_root", "kernfs_root");
  private static final Set<String> TABLES =
      Set.of(
          "pid_table",
          "dentry_hashtable",
          "inode_hashtable",
          "unix_socket_table",
          "tcp_hashinfo.ehash",
          "tcp_hashinfo.lhash2",
          "module_kset");
  private static final Set<String> HANDLES = Set.of("fdtable");

  private final KernelReader kernel;
  private final Map<String, Map<Long, Ways>> byType = new HashMap<>();
  private long room;

  /// How an object was reached.
  private record Ways(String first, Set<View> views) {}

  ReachedObjects(KernelReader kernel) {
    this.kernel = kernel;
    room = LEAST + kernel.presentBytes() / SMALLEST;
  }

  /// Notes an object; addresses that can't be the kernel's are passed over.
  ///
  /// @param source the list, table or member that led to it
  /// @return whether it is new, and there is room for it
  boolean add(String type, long address, String source) {
    if (!kernel.isAddress(address) || (address & kernel.wordSize() - 1) != 0) {
      return false;
    }
    Map<Long, Ways> known = byType.computeIfAbsent(type, name -> new LinkedHashMap<>());
    View view = viewOf(source);
    @Nullable Ways ways = known.get(address);
    if (ways != null) {
      ways.views.add(view);
      return false;
    }
    if (room-- <= 0) {
      return false;
    }
    known.put(address, new Ways(source, EnumSet.of(view)));
    return true;
  }

  /// Whether an object was passed over since the dump can't hold so many.
  boolean isFull() {
    return room < 0;
  }

  private static View viewOf(String source) {
    if (LISTS.contains(source)) {
      return View.LISTS;
    }
    if (TABLES.contains(source)) {
      return View.TABLES;
    }
    return HANDLES.contains(source) ? View.HANDLES : View.REFERENCES;
  }

  boolean contains(String type, long address) {
    return byType.getOrDefault(type, Map.of()).containsKey(address);
  }

  /// Addresses of a type, in the order in which they were found.
  Set<Long> of(String type) {
    return Collections.unmodifiableSet(byType.getOrDefault(type, Map.of()).keySet());
  }

  /// The list that led to an object, "" for an object that none led to.
  String source(String type, long address) {
    @Nullable Ways ways = byType.getOrDefault(type, Map.of()).get(address);
    return ways == null ? "" : ways.first;
  }

  /// Visits the objects of a type with the views that lead to them.
  void forEach(String type, BiConsumer<Long, Set<View>> each) {
    byType
        .getOrDefault(type, Map.of())
        .forEach((address, ways) -> each.accept(address, ways.views));
  }
}
