package org.deepmem.finding;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;

/// An object of a scan, with what is known of it.
///
/// @param object what was detected; of an object that only the kernel's views see, without votes
/// @param detected whether DeepMem sees it
/// @param views of the kernel that see it
/// @param finding what its views tell together; empty where nothing is out of order, and where they
///   weren't asked
/// @param facts what its members say
public record FoundObject(
    DetectedObject object,
    boolean detected,
    Set<View> views,
    Optional<Finding> finding,
    ObjectFacts facts) {
  /// By type, then address (unsigned): the order of results.
  public static final Comparator<FoundObject> ORDER =
      Comparator.comparing((FoundObject found) -> found.object().type())
          .thenComparing(found -> found.object().virtualAddress(), Long::compareUnsigned);

  public FoundObject {
    views = Set.copyOf(views);
  }

  /// One of which nothing is known but what was detected.
  public static FoundObject of(DetectedObject object) {
    return new FoundObject(object, true, Set.of(), Optional.empty(), ObjectFacts.NONE);
  }
}
