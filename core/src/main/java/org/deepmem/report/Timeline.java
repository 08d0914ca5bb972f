package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.label.ObjectState;

/// Objects with times as a body file of The Sleuth Kit 3, which `mactime` reads: fields between
/// bars, times in seconds since 1970, 0 where unknown. By the first time, then address.
public final class Timeline {
  private static final int DIGITS_OF_A_LONG = 18;

  private record Line(TimeMembers.Times times, FoundObject object) {
    static Line of(FoundObject object) {
      return new Line(TimeMembers.of(object), object);
    }

    long first() {
      return times.first();
    }

    long address() {
      return object.object().virtualAddress();
    }
  }

  private Timeline() {}

  /// How many objects have no time, and so no line.
  public static long timeless(ScanResult result) {
    return result.objects().stream().filter(o -> TimeMembers.of(o).first() == 0).count();
  }

  static void write(ScanResult result, Writer out) throws IOException {
    List<Line> lines =
        result.objects().stream()
            .map(Line::of)
            .filter(line -> line.first() > 0)
            .sorted(
                Comparator.comparingLong(Line::first)
                    .thenComparing(Line::address, Long::compareUnsigned))
            .toList();
    for (Line line : lines) {
      out.write(text(line));
      out.write('\n');
    }
  }

  private static String text(Line line) {
    FoundObject found = line.object();
    TimeMembers.Times times = line.times();
    return String.join(
        "|",
        "0", // no MD5
        name(found),
        Hexadecimal.of(line.address()),
        "----------", // no mode
        number(found, "uid"),
        number(found, "gid"),
        number(found, "size"),
        Long.toString(times.accessed()),
        Long.toString(times.modified()),
        Long.toString(times.changed()),
        Long.toString(times.created()));
  }

  /// The type, what tells the object from others, and what is odd about it; no bar, which would end
  /// the field.
  private static String name(FoundObject found) {
    DetectedObject object = found.object();
    StringBuilder name = new StringBuilder(object.type());
    String names = Names.raw(object.names());
    name.append(names.isEmpty() ? "" : " " + names);
    name.append(object.state() == ObjectState.RESIDUAL ? " (freed)" : "");
    Words.of(found.finding())
        .filter(finding -> !finding.equals("freed"))
        .ifPresent(finding -> name.append(" (").append(finding).append(')'));
    return CellText.of(name.toString()).replace("|", "\\u007c");
  }

  /// A member that is a number without a sign, else 0.
  private static String number(FoundObject found, String member) {
    String text = found.facts().value(member).orElse("");
    boolean whole =
        !text.isEmpty()
            && text.length() <= DIGITS_OF_A_LONG
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return whole ? text : "0";
  }
}
