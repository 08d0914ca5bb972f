package org.deepmem.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.deepmem.finding.FoundObject;

/// Which members of which type are times, and which of a body file's four each of them is.
final class TimeMembers {
  /// What a body file can hold; its tools write dates of four digits.
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /// A type's members for each time; "" where it has none.
  private record Members(String accessed, String modified, String changed, String created) {}

  private static final Map<String, Members> TYPES =
      Map.of(
          "task_struct", new Members("", "", "", "started"),
          "inode", new Members("accessed", "modified", "changed", "created"),
          "_EPROCESS", new Members("", "exited", "", "created"),
          "_ETHREAD", new Members("", "exited", "", "created"),
          "_CM_KEY_BODY", new Members("", "lastWritten", "", ""));

  private TimeMembers() {}

  /// Seconds since 1970, 0 where unknown, in a body file's order.
  record Times(long accessed, long modified, long changed, long created) {
    /// The first of those known, 0 where none is.
    long first() {
      long first = Long.MAX_VALUE;
      for (long time : new long[] {accessed, modified, changed, created}) {
        first = time > 0 ? Math.min(first, time) : first;
      }
      return first == Long.MAX_VALUE ? 0 : first;
    }
  }

  static Times of(FoundObject object) {
    Members members = TYPES.getOrDefault(object.object().type(), new Members("", "", "", ""));
    return new Times(
        seconds(object, members.accessed()),
        seconds(object, members.modified()),
        seconds(object, members.changed()),
        seconds(object, members.created()));
  }

  private static long seconds(FoundObject object, String member) {
    Optional<String> text = object.facts().value(member);
    if (text.isEmpty() || text.get().isEmpty()) {
      return 0;
    }
    try {
      long seconds = Instant.parse(text.get()).getEpochSecond();
      return seconds > LAST ? 0 : Math.max(seconds, 0);
    } catch (DateTimeException e) {
      return 0; // a member of this name that is no time
    }
  }
}
