package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.LabException;
import org.deepmem.nn.SeededRandom;

/// Makes names: rules, each a list of alternatives, whose `{rule}` parts are replaced by one of
/// that rule's. Three rules are built in: `{#4}` is four decimal digits, `{%8}` eight hexadecimal
/// ones, `{guid}` a GUID. A few lists make thousands of names.
public final class Grammar {
  private static final int DEEPEST = 12;

  private final Map<String, List<String>> rules;

  Grammar(Map<String, List<String>> rules) {
    this.rules = new LinkedHashMap<>(rules);
  }

  /// Reads rules and checks that each `{rule}` exists and that none leads to itself.
  static Grammar read(JsonPlace place) throws LabException {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    Map<String, JsonPlace> members = place.members();
    for (Map.Entry<String, JsonPlace> rule : members.entrySet()) {
      rules.put(rule.getKey(), rule.getValue().texts());
    }
    Grammar grammar = new Grammar(rules);
    for (Map.Entry<String, JsonPlace> rule : members.entrySet()) {
      for (JsonPlace alternative : rule.getValue().items()) {
        grammar.check(alternative);
      }
    }
    return grammar;
  }

  /// Fails on a text whose parts no rule makes.
  String check(JsonPlace place) throws LabException {
    check(place, place.text(), 0);
    return place.text();
  }

  private void check(JsonPlace place, String text, int depth) throws LabException {
    if (depth > DEEPEST) {
      throw place.wrong("rules lead to themselves, or more than %d deep".formatted(DEEPEST));
    }
    for (String part : parts(place, text)) {
      if (builtIn(part)) {
        continue;
      }
      List<String> alternatives = rules.get(part);
      if (alternatives == null) {
        throw place.wrong("no rule {%s} in the grammar".formatted(part));
      }
      for (String alternative : alternatives) {
        check(place, alternative, depth + 1);
      }
    }
  }

  private static List<String> parts(JsonPlace place, String text) throws LabException {
    List<String> parts = new ArrayList<>();
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw place.wrong("a brace isn't closed");
      }
      parts.add(text.substring(open + 1, close));
    }
    return parts;
  }

  private static boolean builtIn(String part) {
    return part.equals("guid") || part.matches("[#%][0-9]{1,2}");
  }

  /// Whether there is such a rule.
  public boolean has(String rule) {
    return rules.containsKey(rule);
  }

  /// One of a rule's texts.
  public String draw(String rule, SeededRandom random) {
    return expand("{" + rule + "}", random);
  }

  /// A text with its parts replaced.
  public String expand(String text, SeededRandom random) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    expand(text, random, out);
    return out.toString();
  }

  private void expand(String text, SeededRandom random, StringBuilder out) {
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      out.append(text, from, open);
      part(text.substring(open + 1, close), random, out);
      from = close + 1;
    }
    out.append(text, from, text.length());
  }

  private void part(String part, SeededRandom random, StringBuilder out) {
    switch (part.charAt(0)) {
      case '#' -> digits(Integer.parseInt(part.substring(1)), 10, random, out);
      case '%' -> digits(Integer.parseInt(part.substring(1)), 16, random, out);
      default -> {
        if (part.equals("guid")) {
          expand("{%8}-{%4}-{%4}-{%4}-{%12}", random, out);
        } else {
          expand(Weights.any(rules.getOrDefault(part, List.of(part)), random), random, out);
        }
      }
    }
  }

  private static void digits(int count, int radix, SeededRandom random, StringBuilder out) {
    for (int i = 0; i < count; i++) {
      out.append(Character.forDigit(random.nextInt(radix), radix));
    }
  }
}
