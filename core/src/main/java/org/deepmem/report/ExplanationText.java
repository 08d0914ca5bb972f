package org.deepmem.report;

import java.util.Locale;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Evidence;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.label.ObjectState;

/// Why something was taken for an object, or wasn't, for a terminal of 100 columns.
public final class ExplanationText {
  /// Columns of the terminal.
  static final int WIDTH = 100;

  private static final String ROW = "  %-12s %s%n";

  private ExplanationText() {}

  /// All that is known, in lines.
  public static String of(ExplainedObject explained) {
    StringBuilder text = new StringBuilder();
    appendHead(explained, text);
    appendMembers(explained, text);
    VoteLines.append(explained, text);
    NeighbourLines.append(explained, text);
    ByteLines.append(explained, text);
    return text.toString();
  }

  private static void appendHead(ExplainedObject explained, StringBuilder text) {
    DetectedObject object = explained.object();
    String state = Words.of(object.state());
    text.append(
        "%s, %s%n"
            .formatted(
                HarmlessText.of(object.type()),
                explained.reported() ? state : "not found: too little speaks for it"));
    text.append(ROW.formatted("address", place(explained)));
    text.append(
        ROW.formatted(
            "physical",
            object.physicalAddress().isPresent()
                ? "0x%x".formatted(object.physicalAddress().getAsLong())
                : "not mapped"));
    text.append(ROW.formatted("score", score(explained)));
    if (object.probability().isPresent()) {
      text.append(
          ROW.formatted(
              "probability",
              "%s: the share of %s objects at such a score on validation dumps"
                  .formatted(floored(object.probability().getAsDouble()), state)));
    }
    appendEvidence(explained.evidence(), object.state(), text);
  }

  private static String place(ExplainedObject explained) {
    DetectedObject object = explained.object();
    long within = explained.asked() - object.virtualAddress();
    return "%s, %,d bytes%s"
        .formatted(
            Hexadecimal.of(object.virtualAddress()),
            explained.why().size(),
            within == 0
                ? ""
                : "; %s is 0x%x bytes into it"
                    .formatted(Hexadecimal.of(explained.asked()), within));
  }

  private static String score(ExplainedObject explained) {
    String score = figure(explained.object().score());
    if (explained.threshold().isEmpty()) {
      return score + "; the model tells no such objects";
    }
    double threshold = explained.threshold().getAsDouble();
    boolean above = explained.object().score() > threshold;
    return "%s, %s the threshold of %s%s"
        .formatted(
            score,
            above ? "above" : "not above",
            figure(threshold),
            above && !explained.reported()
                ? ", but a better one overlaps it or it starts no slot"
                : "");
  }

  /// What the score is made of. That there is an object and that it is in its state must hold
  /// together, so the lesser of the two is about the score.
  private static void appendEvidence(Evidence evidence, ObjectState state, StringBuilder text) {
    StringBuilder parts = new StringBuilder("votes " + figure(evidence.votes()));
    appendPart(parts, " - against ", evidence.against());
    appendPart(parts, " + starts a slot ", evidence.slots());
    boolean live = state == ObjectState.LIVE;
    if (live) {
      appendPart(parts, " + others around it ", evidence.company());
    }
    text.append(ROW.formatted("an object?", parts));
    if (Float.isFinite(evidence.state())) {
      text.append(
          ROW.formatted(
              live ? "live?" : "freed?",
              figure(live ? evidence.state() : -evidence.state())
                  + ", the votes' logits of that together; the score is about the lesser of both"));
    }
  }

  private static void appendPart(StringBuilder parts, String name, float value) {
    if (value != 0) {
      parts.append(name).append(figure(value));
    }
  }

  private static void appendMembers(ExplainedObject explained, StringBuilder text) {
    var members = explained.facts().members();
    if (!members.isEmpty()) {
      text.append("%nmembers%n".formatted());
      int width = members.keySet().stream().mapToInt(String::length).max().orElse(1);
      members.forEach(
          (name, value) ->
              text.append(
                  "  %s  %s%n"
                      .formatted(
                          padded(HarmlessText.of(name), width),
                          HarmlessText.of(value.orElse("-")))));
    }
    if (!explained.facts().links().isEmpty()) {
      text.append("%nleads to%n".formatted());
      explained
          .facts()
          .links()
          .forEach(
              link ->
                  text.append(
                      "  %s -> %s %s%n"
                          .formatted(
                              HarmlessText.of(link.member()),
                              HarmlessText.of(link.type()),
                              Hexadecimal.of(link.address()))));
    }
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /// A text of at most so many characters, its beginning left out where it is longer: the end of a
  /// member's path says more.
  static String ending(String text, int width) {
    return text.length() <= width ? text : "..." + text.substring(text.length() - width + 3);
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /// Four decimals, cut off: only what is sure beyond them is 1.
  static String floored(double probability) {
    return String.format(Locale.ROOT, "%.4f", Math.floor(probability * 10_000) / 10_000);
  }
}
