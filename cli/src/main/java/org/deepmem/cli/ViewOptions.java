package org.deepmem.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deepmem.Dump;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Detection;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which objects a scan lists, and whether the kernel's own views are read beside.
@Command
final class ViewOptions {
  @Option(
      names = "--view",
      defaultValue = "all",
      description =
          "all; hidden: alive, but missing in the kernel's lists or tables; fabricated: in these, but"
              + " no such object; flagged: both; freed: ended or freed, still whole"
              + " (${DEFAULT-VALUE}).")
  private Wanted wanted = Wanted.ALL;

  @Option(
      names = "--freed",
      description = "Also list freed objects that are still whole, such as ended processes.")
  private boolean freed;

  @Option(
      names = "--no-views",
      description =
          "Don't read the kernel's lists, tables and allocator beside: nothing is told of hidden"
              + " objects.")
  private boolean none;

  /// Kinds of objects to be listed.
  enum Wanted {
    ALL,
    HIDDEN,
    FABRICATED,
    FLAGGED,
    FREED;

    boolean wants(Optional<Finding> finding) {
      return switch (this) {
        case ALL -> true;
        case HIDDEN -> finding.equals(Optional.of(Finding.HIDDEN));
        case FABRICATED -> finding.equals(Optional.of(Finding.FABRICATED));
        case FREED -> finding.equals(Optional.of(Finding.FREED));
        case FLAGGED -> HIDDEN.wants(finding) || FABRICATED.wants(finding);
      };
    }
  }

  /// What is to be listed.
  ///
  /// @param asked views that could be read
  /// @param warnings what makes them incomplete, a line each
  record Viewed(List<FoundObject> objects, Set<View> asked, List<String> warnings) {}

  /// Reads the views of a kernel, where they are wanted.
  Optional<KernelViews> read(Optional<Kernel> kernel) {
    return none ? Optional.empty() : kernel.map(Kernel::views);
  }

  /// The objects to be listed, of the types that are.
  Viewed objects(
      Dump dump,
      Detection found,
      Optional<Kernel> kernel,
      Optional<KernelViews> views,
      TypesOption types) {
    boolean all = freed || wanted == Wanted.FREED;
    List<FoundObject> objects =
        views.isPresent()
            ? dump.crossViewed(found, kernel.orElseThrow(), views.get(), all)
            : detected(dump, found, kernel, all);
    List<String> warnings = new ArrayList<>();
    views.ifPresent(read -> warnings.addAll(read.warnings()));
    if (views.isEmpty() && !none) {
      warnings.add(
          "without the kernel's symbols its lists and tables can't be read: nothing is told of"
              + " hidden objects");
    }
    List<FoundObject> listed =
        objects.stream()
            .filter(object -> types.wanted(object.object().type()))
            .filter(object -> wanted.wants(object.finding()))
            .toList();
    return new Viewed(listed, views.map(KernelViews::asked).orElse(Set.of()), warnings);
  }

  /// Whether a list that is empty means that nothing was found at all.
  boolean wantsAll() {
    return wanted == Wanted.ALL;
  }

  private static List<FoundObject> detected(
      Dump dump, Detection found, Optional<Kernel> kernel, boolean all) {
    List<DetectedObject> objects = new ArrayList<>(dump.described(found, ObjectState.LIVE, kernel));
    if (all) {
      objects.addAll(dump.described(found, ObjectState.RESIDUAL, kernel));
    }
    return objects.stream().map(FoundObject::of).sorted(FoundObject.ORDER).toList();
  }
}
