package org.deepmem.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Classified;
import org.deepmem.detection.Detection;
import org.deepmem.detection.VoteCount;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;

/// Which found object, live or freed, lies at an address or under a node. Where objects of several
/// types lie over one another, a live one comes before a freed one, then that with the higher
/// score.
public final class FoundIndex {
  private static final Comparator<Entry> BEST =
      Comparator.comparing(Entry::live).thenComparing(entry -> entry.object().existence());

  private record Entry(Candidate object, boolean live, int size) {
    boolean covers(long address) {
      return address - object.address() >= 0 && address - object.address() < size;
    }
  }

  private final MemoryGraph graph;
  private final Classified found;
  private final Entry[] entries;

  /// Unsigned order, kept as signed numbers with the top bit turned.
  private final long[] keys;

  private final int largest;

  /// @param graph that the objects were found in
  /// @param sizes bytes of an object of each type
  public FoundIndex(MemoryGraph graph, Classified found, Map<String, Integer> sizes) {
    this.graph = graph;
    this.found = found;
    Detection detection = found.detection();
    List<Entry> all = new ArrayList<>();
    detection.objects().forEach(c -> all.add(new Entry(c, true, sizes.getOrDefault(c.type(), 1))));
    detection.freed().forEach(c -> all.add(new Entry(c, false, sizes.getOrDefault(c.type(), 1))));
    all.sort(
        Comparator.comparingLong((Entry entry) -> key(entry.object().address()))
            .thenComparing(entry -> entry.object().type()));
    entries = all.toArray(Entry[]::new);
    keys = all.stream().mapToLong(entry -> key(entry.object().address())).toArray();
    largest = all.stream().mapToInt(Entry::size).max().orElse(1);
  }

  private static long key(long address) {
    return address ^ Long.MIN_VALUE;
  }

  /// The object that covers an address.
  public Optional<Candidate> at(long address) {
    Entry best = null;
    for (int i = firstAbove(address) - 1; i >= 0 && keys[i] > key(address) - largest; i--) {
      if (entries[i].covers(address) && (best == null || BEST.compare(entries[i], best) > 0)) {
        best = entries[i];
      }
    }
    return Optional.ofNullable(best).map(Entry::object);
  }

  /// The last object that starts at or below an address, and the first that starts above it.
  public List<Candidate> around(long address) {
    int above = firstAbove(address);
    return Arrays.stream(entries, Math.max(0, above - 1), Math.min(entries.length, above + 1))
        .map(Entry::object)
        .toList();
  }

  /// The object that a node belongs to: the one that it votes for, where that was found, else the
  /// one that covers its first byte.
  public Optional<Candidate> of(int node) {
    int voted = found.scores().classes()[node];
    if (voted != 0) {
      KeyNode keyNode = found.detection().layout().get(voted - 1);
      long address = VoteCount.votedAddress(graph, node, keyNode);
      for (int i = firstAbove(address) - 1; i >= 0 && keys[i] == key(address); i--) {
        if (entries[i].object().type().equals(keyNode.type())) {
          return Optional.of(entries[i].object());
        }
      }
    }
    return at(graph.addresses()[node]);
  }

  private int firstAbove(long address) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] > key(address)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
