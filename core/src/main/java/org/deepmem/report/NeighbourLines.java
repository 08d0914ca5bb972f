package org.deepmem.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;
import org.deepmem.graph.EdgeType;

/// The graph around an object as lines: where the pointers after each of its segments lead, and
/// whose pointers lead to it.
final class NeighbourLines {
  private static final String INDENT = " ".repeat(42);

  private NeighbourLines() {}

  static void append(ExplainedObject explained, StringBuilder text) {
    Explanation why = explained.why();
    List<String> from = new ArrayList<>();
    Map<String, Set<String>> to = new LinkedHashMap<>();
    Set<Integer> before = Set.of();
    for (int node = 0; node < why.nodes().size(); node++) {
      if (!isOwn(why, node)) {
        addPointing(why, node, to);
        continue;
      }
      Set<Integer> after = targets(why, node, EdgeType.RIGHT_POINTER);
      Set<Integer> shown = new HashSet<>(after);
      // The pointers before a segment are those after the one before, where there is one.
      for (int target : targets(why, node, EdgeType.LEFT_POINTER)) {
        if (!before.contains(target)) {
          shown.add(target);
        }
      }
      if (node == 0 || !isTailOf(why, node, node - 1)) {
        appendLeading(why, node, shown, from);
      }
      before = after;
    }
    appendSection("where pointers beside its segments lead, other than into itself", from, text);
    appendSection(
        "what points to it",
        to.entrySet().stream()
            .map(
                entry ->
                    "  %s  -> %s".formatted(entry.getKey(), String.join(", ", entry.getValue())))
            .toList(),
        text);
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

  /// Whether two nodes are of one segment, which then lies beside the same pointers.
  private static boolean isTailOf(Explanation why, int node, int head) {
    Explanation.Node tail = why.nodes().get(node);
    Explanation.Node before = why.nodes().get(head);
    long apart = tail.address() - before.address();
    return tail.length() == before.length() && apart > 0 && apart < before.length();
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
    targets.stream()
        .filter(target -> !isOwn(why, target))
        .forEach(target -> names.add(name(why, target)));
    String lead =
        "  %s  segment %4d bytes  "
            .formatted(
                Hexadecimal.of(why.nodes().get(node).address()), why.nodes().get(node).length());
    for (String name : names) {
      lines.add(lead + "-> " + name);
      lead = INDENT;
    }
  }

  /// Adds to which of its segments a node points.
  private static void addPointing(Explanation why, int node, Map<String, Set<String>> lines) {
    for (EdgeType type : List.of(EdgeType.RIGHT_POINTER, EdgeType.LEFT_POINTER)) {
      for (int target : targets(why, node, type)) {
        if (isOwn(why, target)) {
          lines
              .computeIfAbsent(name(why, node), _ -> new LinkedHashSet<>())
              .add(offset(why.nodes().get(target).address() - why.address()));
        }
      }
    }
  }

  private static String offset(long offset) {
    return offset < 0 ? "-0x%x".formatted(-offset) : "+0x%x".formatted(offset);
  }

  /// The found object that a node is in, else the node.
  private static String name(Explanation why, int node) {
    Explanation.Node at = why.nodes().get(node);
    String type = at.objectType();
    return type == null
        ? "%s, in no object".formatted(Hexadecimal.of(at.address()))
        : HarmlessText.of(type) + " " + Hexadecimal.of(at.objectAddress());
  }
}
