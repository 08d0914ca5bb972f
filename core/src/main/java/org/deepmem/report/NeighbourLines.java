package org.deepmem.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;
import org.deepmem.graph.EdgeType;

/// The graph around an object as lines: where the pointers after each of its segments lead, and
/// whose pointers lead to it.
final class NeighbourLines {
  private static final String INDENT = " ".repeat(40);

  private NeighbourLines() {}

  static void append(ExplainedObject explained, StringBuilder text) {
    Explanation why = explained.why();
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    Set<Integer> before = Set.of();
    for (int node = 0; node < why.nodes().size(); node++) {
      if (isOwn(why, node)) {
        Set<Integer> targets = targets(why, node, EdgeType.RIGHT_POINTER);
        Set<Integer> shown = new HashSet<>(targets);
        // The pointers before a segment are those after the one before, where there is one.
        for (int target : targets(why, node, EdgeType.LEFT_POINTER)) {
          if (!before.contains(target)) {
            shown.add(target);
          }
        }
        appendLeading(why, node, shown, from);
        before = targets;
      } else {
        appendPointing(why, node, to);
      }
    }
    appendSection("its segments, and where pointers beside them lead", from, text);
    appendSection("what points to it", to, text);
  }

  private static void appendSection(String title, List<String> lines, StringBuilder text) {
    if (!lines.isEmpty()) {
      text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
      lines.forEach(line -> text.append(line).append(System.lineSeparator()));
    }
  }

  private static boolean isOwn(Explanation why, int node) {
    Explanation.Node at = why.nodes().get(node);
    boolean inside = at.address() - why.address() >= 0 && at.address() - why.address() < why.size();
    return inside || why.votes().stream().anyMatch(vote -> vote.node() == at.address());
  }

  /// By number, so that lines come out the same each time.
  private static Set<Integer> targets(Explanation why, int node, EdgeType type) {
    Set<Integer> targets = new TreeSet<>();
    for (Explanation.Edge edge : why.edges()) {
      if (edge.from() == node && edge.type() == type) {
        targets.add(edge.to());
      }
    }
    return targets;
  }

  private static void appendLeading(
      Explanation why, int node, Set<Integer> targets, List<String> lines) {
    Set<String> names = new TreeSet<>();
    targets.forEach(target -> names.add(name(why, target)));
    String lead =
        "  %s  segment %4d bytes  "
            .formatted(
                Hexadecimal.of(why.nodes().get(node).address()), why.nodes().get(node).length());
    for (String name : names) {
      lines.add(lead + "-> " + name);
      lead = INDENT;
    }
  }

  private static void appendPointing(Explanation why, int node, List<String> lines) {
    Set<Integer> own = new TreeSet<>();
    for (EdgeType type : List.of(EdgeType.RIGHT_POINTER, EdgeType.LEFT_POINTER)) {
      targets(why, node, type).stream().filter(to -> isOwn(why, to)).forEach(own::add);
    }
    for (int target : own) {
      lines.add(
          "  %s  -> its segment %s"
              .formatted(name(why, node), Hexadecimal.of(why.nodes().get(target).address())));
    }
  }

  /// The found object that a node is in, else the node.
  private static String name(Explanation why, int node) {
    Explanation.Node at = why.nodes().get(node);
    String type = at.objectType();
    return type == null
        ? "%s, in no object".formatted(Hexadecimal.of(at.address()))
        : "%s %s%s"
            .formatted(
                HarmlessText.of(type),
                Hexadecimal.of(at.objectAddress()),
                at.objectAddress() == why.address() && type.equals(why.type()) ? ", itself" : "");
  }
}
