package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deepmem.kernel.Structure;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;

/// The one process that a user means by a number or a name.
///
/// @param type structure of a process
/// @param number its member with the number
/// @param name its member with the name
record Victim(String type, String number, String name) {
  /// Finds it.
  ///
  /// @param who the number, or the name when only one process has that
  /// @param dump the dump, for messages
  /// @throws LabException when none or several are meant
  Structure among(List<Structure> processes, String who, String dump)
      throws LabException, AbsentMemoryException {
    List<Structure> found = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Structure process : processes) {
      long id = process.unsigned(number);
      if (who.equals(Long.toString(id)) || who.equals(process.string(name))) {
        found.add(process);
        numbers.add(id);
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new LabException(
        found.isEmpty()
            ? "%s: no process %s; 'deepmem scan --type %s' shows them".formatted(dump, who, type)
            : "%s: %d processes are called %s: give the number of one, of %s"
                .formatted(dump, found.size(), who, numbers));
  }

  /// Whether a process is in the share that is hidden.
  ///
  /// @param share probability, in [0, 1]
  static boolean isDrawn(Structure process, double share, long seed) {
    long mixed = new SplittableRandom(seed).nextLong() ^ process.address();
    return new SplittableRandom(new SplittableRandom(mixed).nextLong()).nextDouble() < share;
  }
}
