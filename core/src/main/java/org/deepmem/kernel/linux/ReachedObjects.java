package org.deepmem.kernel.linux;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// Objects that the kernel's lists and tables lead to, by type and address, with the first list
/// that led to each.
final class ReachedObjects {
  /// More objects of a type than a machine that can be dumped has.
  static final int BOUND = 1 << 22;

  private final KernelReader kernel;
  private final Map<String, Map<Long, String>> byType = new HashMap<>();

  ReachedObjects(KernelReader kernel) {
    this.kernel = kernel;
  }

  /// Notes an object; addresses that can't be the kernel's are passed over.
  ///
  /// @return whether it is new, and there is room for it
  boolean add(String type, long address, String source) {
    return kernel.isAddress(address)
        && (address & kernel.wordSize() - 1) == 0
        && byType.computeIfAbsent(type, name -> new LinkedHashMap<>()).putIfAbsent(address, source)
            == null;
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
    return byType.getOrDefault(type, Map.of()).getOrDefault(address, "");
  }
}
