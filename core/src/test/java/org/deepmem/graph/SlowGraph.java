package org.deepmem.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.MappedRun;
import org.jspecify.annotations.Nullable;

/// The memory graph straight from its definitions, a map lookup a byte: what the fast one is held
/// against.
final class SlowGraph {
  /// A node by its definition.
  record Node(long address, int length, Window window, long leftPointer, List<Byte> content) {}

  private final AddressSpace space;
  private final CanonicalPages pages;
  private final int wordSize;
  private final int cut;
  private final NavigableMap<Long, Long> pointers = new TreeMap<>();
  private final Map<Long, List<Long>> sources = new TreeMap<>();
  final NavigableMap<Long, Node> nodes = new TreeMap<>();

  SlowGraph(AddressSpace space, CanonicalPages pages, int cut) {
    this.cut = cut;
    this.space = space;
    this.pages = pages;
    wordSize = space.wordSize();
    for (int page = 0; page < pages.size(); page++) {
      for (int at = 0; at < 4096; at += wordSize) {
        long address = pages.virtualAddress(page) + at;
        long value = word(address);
        if (value % 4 == 0 && isKernelMapped(value)) {
          pointers.put(address, value);
        }
      }
    }
    for (Long left : pointers.keySet()) {
      Long right = pointers.higherKey(left);
      if (right != null) {
        segment(left, right);
      }
    }
  }

  private void segment(long left, long right) {
    long length = right - left - wordSize;
    if (length <= 0 || length >= 4096) {
      return;
    }
    long start = left + wordSize;
    nodes.put(start, node(start, (int) length, Window.HEAD, left));
    if (length > cut) {
      nodes.put(right - cut, node(right - cut, (int) length, Window.TAIL, left));
    }
  }

  private Node node(long address, int length, Window window, long left) {
    List<Byte> content = new ArrayList<>();
    for (int i = 0; i < Math.min(length, cut); i++) {
      byte[] one = new byte[1];
      assert space.read(address + i, one, 0, 1) == 1;
      content.add(one[0]);
    }
    return new Node(address, length, window, left, content);
  }

  Set<Long> neighbours(Node node, EdgeType type) {
    return switch (type) {
      case LEFT_NEIGHBOUR -> near(node, nodes.lowerKey(node.address()));
      case RIGHT_NEIGHBOUR -> near(node, nodes.higherKey(node.address()));
      case LEFT_POINTER -> run(node.leftPointer(), -wordSize);
      case RIGHT_POINTER -> run(pointers.higherKey(node.leftPointer()), wordSize);
      case POINTED_BY ->
          sources().getOrDefault(node.address(), List.of()).stream()
              .limit(4)
              .collect(Collectors.toSet());
    };
  }

  /// The nodes whose following pointers lead to each node, ascending; made once.
  private Map<Long, List<Long>> sources() {
    if (sources.isEmpty()) {
      for (Node from : nodes.values()) {
        for (long target : neighbours(from, EdgeType.RIGHT_POINTER)) {
          sources.computeIfAbsent(target, _ -> new ArrayList<>()).add(from.address());
        }
      }
    }
    return sources;
  }

  private static Set<Long> near(Node node, @Nullable Long other) {
    return other != null && Math.abs(other - node.address()) < 512 ? Set.of(other) : Set.of();
  }

  private Set<Long> run(long first, int step) {
    Set<Long> targets = new TreeSet<>();
    for (long at = first; pointers.containsKey(at); at += step) {
      long canonical = pages.canonical(space.physical(pointers.get(at)));
      Map.Entry<Long, Node> node = nodes.floorEntry(canonical);
      if (canonical != 0 && node != null && canonical - node.getKey() <= 128) {
        targets.add(node.getKey());
      }
    }
    return targets;
  }

  private long word(long address) {
    long value = 0;
    byte[] bytes = new byte[8];
    space.read(address, bytes, 0, wordSize);
    for (int i = wordSize - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private boolean isKernelMapped(long value) {
    for (MappedRun run : space.kernelRuns()) {
      if (value >= run.virtualAddress() && value < run.virtualAddress() + run.length()) {
        return true;
      }
    }
    return false;
  }
}
