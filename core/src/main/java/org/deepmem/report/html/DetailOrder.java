package org.deepmem.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;

/// Which objects a page gives room for details first.
final class DetailOrder {
  /// Objects without a finding that get details.
  private static final int HIGHEST = 2000;

  private DetailOrder() {}

  /// Numbers of objects: all with a finding, the gravest first, then some with the highest scores.
  /// Those of a like rank stay in their order.
  static List<Integer> of(List<FoundObject> objects) {
    List<Integer> order = new ArrayList<>();
    for (Finding finding : List.of(Finding.HIDDEN, Finding.FABRICATED, Finding.FREED)) {
      Optional<Finding> wanted = Optional.of(finding);
      IntStream.range(0, objects.size())
          .filter(i -> objects.get(i).finding().equals(wanted))
          .forEach(order::add);
    }
    IntStream.range(0, objects.size())
        .filter(i -> objects.get(i).finding().isEmpty())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -objects.get(i).object().score()))
        .limit(HIGHEST)
        .forEach(order::add);
    return order;
  }
}
