package org.deepmem.lab.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A package's name in which `*` stands for a number. Old builds of a kernel go from the archive
/// after some months; `linux-image-6.1.0-*-686-pae` is always there.
///
/// @param pattern the name with `*`
record NumberedName(String pattern) {

  /// What `apt-cache` is asked: packages that can be had, other than `pkgnames`, which also tells
  /// of those that others only mention.
  List<String> search() {
    return List.of("search", "--names-only", expression());
  }

  /// The package with the highest numbers, the first of them first.
  ///
  /// @param offered a package a line, its name first
  Optional<String> newestOf(String offered) {
    Pattern expression = Pattern.compile(expression());
    return offered
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .map(expression::matcher)
        .filter(Matcher::matches)
        .max(Comparator.comparing(NumberedName::numbers, Arrays::compare))
        .map(Matcher::group);
  }

  /// Understood alike by Java and by apt, whose expressions are POSIX extended ones.
  private String expression() {
    return Arrays.stream(pattern.split("\\*", -1))
        .map(part -> part.replaceAll("[^A-Za-z0-9-]", "[$0]"))
        .collect(Collectors.joining("([0-9]+)", "^", "$"));
  }

  private static long[] numbers(Matcher name) {
    List<Long> numbers = new ArrayList<>();
    for (int group = 1; group <= name.groupCount(); group++) {
      numbers.add(Long.parseLong(name.group(group)));
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
