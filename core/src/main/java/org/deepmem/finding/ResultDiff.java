package org.deepmem.finding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What came, went and changed between two results.
///
/// @param before the first dump
/// @param after the second
/// @param sameBoot whether addresses mean the same in both
/// @param came objects of the second that the first lacks, by type, then address
/// @param went objects of the first that the second lacks, in the same order
/// @param changed objects of both that aren't the same, in the same order
/// @param warnings what an analyst has to know before believing it, a line each
public record ResultDiff(
    DumpIdentity before,
    DumpIdentity after,
    SameBoot sameBoot,
    List<FoundObject> came,
    List<FoundObject> went,
    List<ObjectChange> changed,
    List<String> warnings) {
  /// What is the same in both results. Of one boot, that has the same address, too.
  private record Key(ObjectIdentity identity, OptionalLong address) {
    static Key of(FoundObject found, boolean byAddress) {
      return new Key(
          ObjectIdentity.of(found),
          byAddress ? OptionalLong.of(found.object().virtualAddress()) : OptionalLong.empty());
    }
  }

  public ResultDiff {
    came = List.copyOf(came);
    went = List.copyOf(went);
    changed = List.copyOf(changed);
    warnings = List.copyOf(warnings);
  }

  /// Compares two results.
  public static ResultDiff of(ScanResult before, ScanResult after) {
    SameBoot boot = SameBoot.of(before.dump(), after.dump());
    boolean byAddress = boot != SameBoot.NO;
    boolean findings = !before.asked().isEmpty() && !after.asked().isEmpty();
    Map<Key, Deque<FoundObject>> known = new HashMap<>();
    for (FoundObject found : before.objects().stream().sorted(FoundObject.ORDER).toList()) {
      known.computeIfAbsent(Key.of(found, byAddress), k -> new ArrayDeque<>()).add(found);
    }
    List<FoundObject> came = new ArrayList<>();
    List<ObjectChange> changed = new ArrayList<>();
    for (FoundObject found : after.objects().stream().sorted(FoundObject.ORDER).toList()) {
      Deque<FoundObject> same = known.get(Key.of(found, byAddress));
      if (same == null || same.isEmpty()) {
        came.add(found);
        continue;
      }
      ObjectChange change = ObjectChange.of(same.remove(), found, findings);
      if (!change.differences().isEmpty()) {
        changed.add(change);
      }
    }
    List<FoundObject> went =
        known.values().stream().flatMap(Deque::stream).sorted(FoundObject.ORDER).toList();
    return new ResultDiff(
        before.dump(),
        after.dump(),
        boot,
        came,
        went,
        changed,
        warnings(before.dump(), after.dump(), boot));
  }

  private static List<String> warnings(DumpIdentity before, DumpIdentity after, SameBoot boot) {
    List<String> warnings = new ArrayList<>();
    switch (boot) {
      case NO ->
          warnings.add(
              "the dumps are of different boots or kernels, so addresses mean nothing; objects are"
                  + " matched by their names alone");
      case UNKNOWN ->
          warnings.add(
              "whether the dumps are of one boot isn't known; objects are matched by address");
      case YES -> {}
    }
    boolean swapped =
        before.taken().isPresent()
            && after.taken().isPresent()
            && after.taken().get().isBefore(before.taken().get());
    if (swapped) {
      warnings.add("the first dump was taken after the second; name the earlier one first");
    }
    return warnings;
  }
}
