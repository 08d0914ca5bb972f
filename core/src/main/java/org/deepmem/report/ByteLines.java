package org.deepmem.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;
import org.deepmem.symbols.StructMember;

/// An object's bytes, eight a line, beside the members that start there and what they hold. Lines
/// of zeros, and others that say nothing new, are folded.
final class ByteLines {
  private static final int ROW = 8;
  private static final int MEMBERS = ExplanationText.WIDTH - 45;

  /// So many lines that are alike become one.
  private static final int FOLDED = 3;

  private final ExplainedObject explained;
  private final byte[] bytes;
  private final int present;
  private final Map<Integer, List<StructMember>> members;
  private final Map<Integer, ExplainedObject.Pointer> pointers = new HashMap<>();
  private final Set<Integer> voting = new HashSet<>();

  private ByteLines(ExplainedObject explained) {
    this.explained = explained;
    Explanation why = explained.why();
    bytes = why.bytes();
    present = Math.min(why.present(), bytes.length);
    members =
        explained.layout().stream()
            .collect(Collectors.groupingBy(member -> Math.floorDiv(member.offset(), ROW)));
    explained.pointers().forEach(pointer -> pointers.put(pointer.offset(), pointer));
    why.votes()
        .forEach(vote -> voting.add(Math.floorDiv(vote.memberOffset(explained.wordSize()), ROW)));
  }

  static void append(ExplainedObject explained, StringBuilder text) {
    if (explained.why().bytes().length > 0) {
      new ByteLines(explained).append(text);
    }
  }

  private void append(StringBuilder text) {
    text.append("%nits bytes; * marks the pointers that voting segments hang on%n".formatted());
    int rows = Math.ceilDiv(present, ROW);
    for (int row = 0; row < rows; ) {
      int end = row;
      while (end < rows && isZero(end)) {
        end++;
      }
      if (end - row >= FOLDED) {
        text.append(folded("zeros", row, end));
        row = end;
        continue;
      }
      text.append(line(row));
      end = ++row;
      while (end < rows && repeats(end)) {
        end++;
      }
      if (end - row >= FOLDED) {
        text.append(folded("the same", row, end));
        row = end;
      }
    }
    if (present < bytes.length) {
      text.append(" 0x%04x  and what follows isn't in the dump%n".formatted(present));
    } else if (explained.why().size() > bytes.length) {
      text.append(" 0x%04x  and what follows isn't shown%n".formatted(bytes.length));
    }
  }

  private boolean isZero(int row) {
    for (int i = row * ROW; i < Math.min(present, (row + 1) * ROW); i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return !voting.contains(row);
  }

  /// Whether a row is as the one before, in the midst of the same member.
  private boolean repeats(int row) {
    int from = row * ROW;
    return from + ROW <= present
        && Arrays.equals(bytes, from, from + ROW, bytes, from - ROW, from)
        && members.getOrDefault(row, List.of()).isEmpty()
        && !voting.contains(row)
        && !pointers.containsKey(from);
  }

  private String folded(String what, int row, int end) {
    StringBuilder names = new StringBuilder();
    for (int i = row; i < end && names.length() <= MEMBERS; i++) {
      for (StructMember member : members.getOrDefault(i, List.of())) {
        names.append(names.isEmpty() ? "" : ", ").append(HarmlessText.of(member.name()));
      }
    }
    return stripped(
        " 0x%04x  %-34s %s"
            .formatted(
                row * ROW,
                "%s to 0x%04x".formatted(what, Math.min(present, end * ROW) - 1),
                beginning(names.toString())));
  }

  private String line(int row) {
    StringBuilder hex = new StringBuilder();
    StringBuilder characters = new StringBuilder();
    for (int i = row * ROW; i < Math.min(present, (row + 1) * ROW); i++) {
      int value = bytes[i] & 0xff;
      hex.append("%02x ".formatted(value));
      characters.append(value < 0x20 || value > 0x7e ? '.' : (char) value);
    }
    return stripped(
        "%s0x%04x  %-24s %-8s  %s"
            .formatted(
                voting.contains(row) ? "*" : " ",
                row * ROW,
                hex,
                characters,
                beginning(String.join(", ", values(row)))));
  }

  private static String stripped(String line) {
    return line.stripTrailing() + System.lineSeparator();
  }

  private static String beginning(String text) {
    return text.length() <= MEMBERS ? text : text.substring(0, MEMBERS - 3) + "...";
  }

  /// The members that start in a row with what they hold, and pointers that no member is known at.
  private List<String> values(int row) {
    List<StructMember> here = members.getOrDefault(row, List.of());
    List<String> values =
        here.stream()
            .map(
                member ->
                    HarmlessText.of(member.name())
                        + MemberValue.of(explained, member, pointers.get(member.offset())))
            .collect(Collectors.toList());
    for (int offset = row * ROW; offset < (row + 1) * ROW; offset += explained.wordSize()) {
      ExplainedObject.Pointer pointer = pointers.get(offset);
      int place = offset;
      if (pointer != null && here.stream().noneMatch(member -> member.offset() == place)) {
        values.add(MemberValue.of(pointer, explained.object().virtualAddress()).strip());
      }
    }
    return values;
  }
}
