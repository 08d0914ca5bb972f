package org.deepmem.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.deepmem.finding.Finding;
import org.deepmem.finding.SameBoot;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// The words that results have for states, findings and views.
public final class Words {
  private Words() {}

  public static String of(ObjectState state) {
    return switch (state) {
      case LIVE -> "live";
      case RESIDUAL -> "freed";
    };
  }

  public static Optional<String> of(Optional<Finding> finding) {
    return finding.map(f -> f.name().toLowerCase(Locale.ROOT));
  }

  /// In the order in which they are declared.
  public static List<String> of(Set<View> views) {
    return views.stream().sorted().map(view -> view.name().toLowerCase(Locale.ROOT)).toList();
  }

  public static String of(SameBoot boot) {
    return boot.name().toLowerCase(Locale.ROOT);
  }
}
