package org.deepmem.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.lab.attack.AttackKind;
import org.deepmem.lab.attack.AttackPlan;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.attack.ProcessUnlink;
import org.deepmem.lab.attack.TaskUnlink;
import org.deepmem.lab.capture.IntRange;

/// What is done to a dump before it is measured.
///
/// @param kind of harm
/// @param count how many bytes or pointers of every object; 0 where nothing is counted
record Treatment(Kind kind, int count) {
  private static final long SEED = 1;

  /// Kinds of harm, under the names that results have.
  enum Kind {
    NONE("unharmed"),
    BYTES("random bytes"),
    ZEROED("pointers zeroed"),
    CHANGED("pointers changed"),
    SIGNATURE("names and tags"),
    UNLINKED("unlinked"),
    STALE_PAGE("stale page"),
    STALE_PART("stale page or half");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// As people read it.
    String label() {
      return label;
    }
  }

  /// Nothing is done.
  static final Treatment NONE = new Treatment(Kind.NONE, 0);

  /// All that are measured.
  ///
  /// @param quick whether points between others are left out
  static List<Treatment> all(boolean quick) {
    List<Treatment> all = new ArrayList<>(List.of(NONE));
    for (int count : quick ? new int[] {10, 50} : new int[] {1, 2, 5, 10, 20, 50}) {
      all.add(new Treatment(Kind.BYTES, count));
    }
    for (int count : quick ? new int[] {1, 3} : new int[] {1, 2, 3, 5, 10}) {
      all.add(new Treatment(Kind.ZEROED, count));
      all.add(new Treatment(Kind.CHANGED, count));
    }
    for (Kind kind : List.of(Kind.SIGNATURE, Kind.UNLINKED, Kind.STALE_PAGE, Kind.STALE_PART)) {
      all.add(new Treatment(kind, 0));
    }
    return all;
  }

  /// Its part of a cell's name.
  String key() {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return count == 0 ? name : name + count;
  }

  /// Harms a copy.
  ///
  /// @param copy over the dump's memory; receives the changes
  void apply(TestDump dump, PatchedImage copy) throws IOException {
    switch (kind) {
      case NONE -> {}
      case UNLINKED -> unlink(dump.kernel(), copy);
      case SIGNATURE -> attack(AttackKind.SIGNATURES, dump, copy);
      case BYTES -> attack(AttackKind.RANDOM_BYTES, dump, copy);
      case ZEROED -> attack(AttackKind.ZEROED_POINTERS, dump, copy);
      case CHANGED -> attack(AttackKind.CHANGED_POINTERS, dump, copy);
      case STALE_PAGE -> attack(AttackKind.STALE_PAGE, dump, copy);
      case STALE_PART -> attack(AttackKind.STALE_PART, dump, copy);
    }
  }

  private void attack(AttackKind attack, TestDump dump, PatchedImage copy) throws IOException {
    IntRange each = new IntRange(Math.max(1, count), Math.max(1, count));
    new AttackPlan(attack, each, SEED).apply(copy, dump.target());
  }

  private static void unlink(Kernel kernel, PatchedImage copy) throws IOException {
    if (kernel instanceof LinuxKernel linux) {
      new TaskUnlink(linux, copy).hideAll(1, SEED);
    } else {
      new ProcessUnlink(kernel, copy).hideAll(1, SEED);
    }
  }
}
