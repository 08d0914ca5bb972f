package org.deepmem.detection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The grid on which an allocator lays objects of one kind: slots of one size, the first at the
/// start of a run of 1, 2, 4 or 8 pages that is aligned to its own size, as SLUB has it.
///
/// @param slot bytes from one object to the next
/// @param run bytes of the runs of pages that slots are cut from
/// @param phase bytes from a slot's start to the address that was asked about, 0 to slot - 1
/// @param share of the addresses that have this phase
public record SlotGrid(int slot, int run, int phase, double share) {
  private static final int PAGE = 4096;
  private static final int MAX_ORDER = 3;
  private static final int LEAST = 8;
  private static final int FREQUENT = 8;
  private static final int SMALLEST = 64;
  private static final int STEP = 8;

  /// A longer run of pages is believed only where it explains so much more of the addresses.
  private static final double GAIN = 0.1;

  /// The grid that most of some addresses share.
  ///
  /// @param addresses one in each object, all at the same place in it, ascending, each once
  /// @return empty where there are too few, or no distance between neighbours prevails
  public static Optional<SlotGrid> of(long[] addresses) {
    Map<Integer, Integer> distances = new HashMap<>();
    for (int i = 1; i < addresses.length; i++) {
      long distance = addresses[i] - addresses[i - 1];
      if (distance < (long) PAGE << MAX_ORDER) {
        distances.merge((int) distance, 1, Integer::sum);
      }
    }
    return slots(distances)
        .mapToObj(slot -> cut(addresses, slot))
        .max(Comparator.comparingDouble(SlotGrid::information).thenComparing(SlotGrid::slot));
  }

  /// A slot isn't smaller than this share of the size that objects have elsewhere.
  static final double SMALLEST_SHARE = 0.7;

  /// Nor larger than this multiple of it: sizes grow, and allocators round up to powers of two.
  private static final double LARGEST_SHARE = 2;

  /// Addresses that tell less than this beyond what the best of all grids would of addresses at
  /// random, in nats, lie on none.
  private static final double SIGNIFICANT = 5;

  /// The grid of objects of about a known size: every slot that they may have is tried, so that a
  /// handful of objects tells it.
  ///
  /// @param addresses one in each object, all at the same place in it, ascending, each once
  /// @param size bytes of an object in another build
  /// @return empty where no grid tells more of them than chance would
  public static Optional<SlotGrid> of(long[] addresses, int size) {
    if (addresses.length == 0) {
      return Optional.empty();
    }
    int from = (int) (size * SMALLEST_SHARE) / STEP * STEP;
    int to = (int) (size * LARGEST_SHARE);
    double grids = (to - from) / (double) STEP * (MAX_ORDER + 1) * size / STEP;
    return IntStream.iterate(Math.max(SMALLEST, from), slot -> slot <= to, slot -> slot + STEP)
        .mapToObj(slot -> cut(addresses, slot))
        .max(Comparator.comparingDouble(SlotGrid::information).thenComparing(SlotGrid::slot))
        .filter(grid -> addresses.length * grid.information() > Math.log(grids) + SIGNIFICANT);
  }

  /// Sizes that slots may have: frequent distances, and parts of them where objects are rare.
  private static IntStream slots(Map<Integer, Integer> distances) {
    return distances.entrySet().stream()
        .filter(distance -> distance.getValue() >= LEAST)
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(FREQUENT)
        .mapToInt(Map.Entry::getKey)
        .flatMap(distance -> IntStream.of(distance, distance / 2, distance / 3))
        .filter(slot -> slot >= SMALLEST && slot % STEP == 0)
        .distinct();
  }

  private static SlotGrid cut(long[] addresses, int slot) {
    SlotGrid best = of(addresses, slot, PAGE);
    for (int order = 1; order <= MAX_ORDER; order++) {
      SlotGrid grid = of(addresses, slot, (long) PAGE << order);
      if (grid.share > best.share + GAIN) {
        best = grid;
      }
    }
    return best;
  }

  /// How much the grid tells of an address, in nats: the divergence of its share from that of
  /// addresses at random. A small slot holds nearly all of them, but tells little.
  private double information() {
    double chance = (double) STEP / slot;
    double outside = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0;
    return share * Math.log(share / chance) + outside;
  }

  /// Whether an address has this phase.
  public boolean holds(long address) {
    return (address & (run - 1)) % slot == phase;
  }

  private static SlotGrid of(long[] addresses, int slot, long run) {
    Map<Integer, Integer> phases = new HashMap<>();
    Arrays.stream(addresses)
        .forEach(a -> phases.merge((int) ((a & (run - 1)) % slot), 1, Integer::sum));
    Map.Entry<Integer, Integer> best = mode(phases).orElseThrow();
    return new SlotGrid(
        slot, (int) run, best.getKey(), best.getValue() / (double) addresses.length);
  }

  private static Optional<Map.Entry<Integer, Integer>> mode(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Integer, Integer>comparingByKey().reversed()));
  }
}
