package org.deepmem.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;

/// The votes for and against an object as columns.
final class VoteLines {
  private static final String FOR = "  %-7s %-34s %-6s %-18s %5s %6s %11s%n";
  private static final String AGAINST = "  %-7s %-26s %-18s %5s %6s %11s  %s%n";
  private static final int MEMBER = 34;
  private static final int MEMBER_AGAINST = 26;
  private static final int VOTES_AS = 18;

  private VoteLines() {}

  static void append(ExplainedObject explained, StringBuilder text) {
    List<Explanation.Vote> votes = explained.why().votes();
    text.append("%n%d nodes vote for it%n".formatted(votes.size()));
    if (!votes.isEmpty()) {
      text.append(
          FOR.formatted("offset", "at", "window", "node", "bytes", "weight", "probability"));
    }
    for (Explanation.Vote vote : votes) {
      text.append(
          FOR.formatted(
              offset(vote.offset()),
              ExplanationText.ending(member(explained, vote), MEMBER),
              vote.window(),
              Hexadecimal.of(vote.node()),
              vote.length(),
              weight(vote.weight()),
              ExplanationText.floored(vote.probability())));
    }
    List<Explanation.Vote> against = explained.why().against();
    if (!against.isEmpty()) {
      text.append(
          "%n%d nodes where it would have others, which take themselves for something else%n"
              .formatted(against.size()));
      text.append(
          AGAINST.formatted("offset", "at", "node", "bytes", "weight", "probability", "votes as"));
    }
    for (Explanation.Vote vote : against) {
      text.append(
          AGAINST.formatted(
              offset(vote.offset()),
              ExplanationText.ending(member(explained, vote), MEMBER_AGAINST),
              Hexadecimal.of(vote.node()),
              vote.length(),
              weight(vote.weight()),
              ExplanationText.floored(vote.probability()),
              ExplanationText.ending(HarmlessText.of(vote.takesItselfFor()), VOTES_AS)));
    }
  }

  /// The member whose pointer the node hangs on: as the dump's kernel calls it, else as those did
  /// that the model learnt from.
  static String member(ExplainedObject explained, Explanation.Vote vote) {
    int offset = vote.memberOffset(explained.wordSize());
    Optional<String> here = explained.memberAt(offset);
    String learnt = vote.member() == null ? "" : vote.member();
    if (here.isEmpty() && learnt.isEmpty()) {
      return offset < 0
          ? "(a pointer before it)"
          : offset < explained.why().size() ? "" : "(a pointer behind it)";
    }
    return HarmlessText.of(here.orElse(learnt));
  }

  private static String offset(int offset) {
    return offset < 0 ? "-0x%x".formatted(-(long) offset) : "0x%x".formatted(offset);
  }

  private static String weight(float weight) {
    return String.format(Locale.ROOT, "%.2f", weight);
  }
}
