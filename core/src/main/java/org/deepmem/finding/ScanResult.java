package org.deepmem.finding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deepmem.kernel.View;

/// What a scan tells of a dump.
///
/// @param dump which one
/// @param objects by type, then address (unsigned)
/// @param asked views of the kernel that could be read; none without symbols, or where they weren't
///   asked
/// @param warnings what an analyst has to know before believing it, a line each
public record ScanResult(
    DumpIdentity dump, List<FoundObject> objects, Set<View> asked, List<String> warnings) {
  public ScanResult {
    objects = List.copyOf(objects);
    asked = Set.copyOf(asked);
    warnings = List.copyOf(warnings);
  }

  /// How many objects have a finding.
  public long count(Finding finding) {
    return objects.stream().filter(found -> found.finding().equals(Optional.of(finding))).count();
  }
}
