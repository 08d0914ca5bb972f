package org.deepmem.cli;

import java.util.Optional;
import org.deepmem.DumpScanner;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
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

  /// What a scan is to give for it.
  ///
  /// @param members whether they are decoded
  /// @param hash whether the dump is hashed
  DumpScanner.Wanted wanted(boolean members, boolean hash) {
    return new DumpScanner.Wanted(
        VersionProvider.title(),
        !none,
        freed || wanted == Wanted.FREED,
        members,
        hash,
        wanted == Wanted.ALL);
  }

  /// Whether an object is to be listed.
  boolean lists(FoundObject found) {
    return wanted.wants(found.finding());
  }
}
