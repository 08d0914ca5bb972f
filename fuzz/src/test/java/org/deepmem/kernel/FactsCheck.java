package org.deepmem.kernel;

import static org.deepmem.fuzz.Checks.require;

/// What holds for what any decoder says of any bytes.
public final class FactsCheck {
  /// Characters of one value: paths and command lines are the longest.
  private static final int LONGEST = 1 << 16;

  private FactsCheck() {}

  /// Decodes an object.
  public static void check(ObjectMembers members, ObjectNames names, String type, long address) {
    ObjectFacts facts = members.of(type, address);
    facts.members().forEach((member, value) -> value.ifPresent(text -> check(member, text)));
    require(facts.links().size() <= 1 << 12, "an object has few links");
    names.of(type, address).forEach(FactsCheck::check);
  }

  private static void check(String member, String text) {
    require(!member.isEmpty(), "a member has a name");
    require(text.length() <= LONGEST, "a value has an end");
  }
}
