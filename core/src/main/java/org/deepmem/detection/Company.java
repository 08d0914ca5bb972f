package org.deepmem.detection;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Candidates of a type that lie around another one at whole slots' distance, as the objects of one
/// slab do. An allocator cuts runs of pages into slots of one size, so that objects come in rows; a
/// node that errs does so anywhere.
///
/// The size of a slot is a distance that many neighbours have; of several kinds of slots (inodes
/// inside the structures of several file systems) each is tried.
final class Company {
  /// Only candidates with more evidence than that of one vote with a probability of .95 are company
  /// for others.
  static final float SURE = 3;

  /// So many neighbours must have a distance for it to be a slot's.
  private static final int FREQUENT = 8;

  /// At most so many kinds of slots are tried.
  private static final int KINDS = 4;

  /// Company lies within so many slots on either side.
  private static final int SPAN = 8;

  private static final int SMALLEST_SLOT = 64;
  private static final int LARGEST_SLOT = 1 << 15;

  private Company() {}

  /// How much company each candidate has, 0 to 16.
  ///
  /// @param addresses of candidates of one type, ascending, each once
  /// @param evidence for an object at each
  static int[] of(long[] addresses, float[] evidence) {
    long[] sure = new long[addresses.length];
    int count = 0;
    for (int i = 0; i < addresses.length; i++) {
      if (evidence[i] > SURE) {
        sure[count++] = addresses[i];
      }
    }
    sure = Arrays.copyOf(sure, count);
    int[] company = new int[addresses.length];
    for (int slot : slots(sure)) {
      for (int i = 0; i < addresses.length; i++) {
        company[i] = Math.max(company[i], around(sure, addresses[i], slot));
      }
    }
    return company;
  }

  /// The slots' sizes: frequent distances, without multiples of smaller ones.
  private static int[] slots(long[] sure) {
    Map<Integer, Integer> distances = new TreeMap<>();
    for (int i = 1; i < sure.length; i++) {
      long distance = sure[i] - sure[i - 1];
      if (distance >= SMALLEST_SLOT && distance <= LARGEST_SLOT) {
        distances.merge((int) distance, 1, Integer::sum);
      }
    }
    int[] frequent =
        distances.entrySet().stream()
            .filter(distance -> distance.getValue() >= FREQUENT)
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(KINDS)
            .mapToInt(Map.Entry::getKey)
            .sorted()
            .toArray();
    return Arrays.stream(frequent)
        .filter(slot -> Arrays.stream(frequent).noneMatch(part -> part < slot && slot % part == 0))
        .toArray();
  }

  private static int around(long[] sure, long address, int slot) {
    int at = Arrays.binarySearch(sure, address - (long) SPAN * slot);
    int count = 0;
    for (int i = at < 0 ? -at - 1 : at;
        i < sure.length && sure[i] - address <= (long) SPAN * slot;
        i++) {
      count += sure[i] != address && (sure[i] - address) % slot == 0 ? 1 : 0;
    }
    return count;
  }
}
