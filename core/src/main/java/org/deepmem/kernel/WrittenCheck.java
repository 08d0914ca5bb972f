package org.deepmem.kernel;

import java.util.List;
import java.util.Locale;

/// A check of a member as tables of types have it: `kind member arguments`; a kind that ends in `?`
/// holds for 0 as well.
///
/// @param kind the kind in upper case, without the mark
/// @param orZero whether a member that is 0 passes
/// @param member path of the member
/// @param arguments what follows, the kind's own
public record WrittenCheck(String kind, boolean orZero, String member, List<String> arguments) {
  public WrittenCheck {
    arguments = List.copyOf(arguments);
  }

  /// Takes the written form apart.
  ///
  /// @throws IllegalArgumentException when the member is missing
  public static WrittenCheck parse(String text) {
    List<String> words = List.of(text.split(" ", -1));
    if (words.size() < 2) {
      throw new IllegalArgumentException("a check needs a kind and a member: " + text);
    }
    String kind = words.getFirst();
    boolean orZero = kind.endsWith("?");
    String name = orZero ? kind.substring(0, kind.length() - 1) : kind;
    return new WrittenCheck(
        name.toUpperCase(Locale.ROOT), orZero, words.get(1), words.subList(2, words.size()));
  }
}
