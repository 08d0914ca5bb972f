package org.deepmem.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the members of one object say.
///
/// @param members names and values in the order of importance; a value is empty where it is absent:
///   the kernel's layout lacks the member, or its memory isn't in the dump
/// @param links the objects that it leads to
public record ObjectFacts(SequencedMap<String, Optional<String>> members, List<Link> links) {
  /// Of an object of which nothing is known.
  public static final ObjectFacts NONE = new ObjectFacts(new LinkedHashMap<>(), List.of());

  /// An object that another leads to.
  ///
  /// @param member of the object that leads there, such as `mm`
  /// @param type of the object there, such as `mm_struct`
  /// @param address of the object there, virtual, as the kernel uses it
  public record Link(String member, String type, long address) {}

  public ObjectFacts {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    links = List.copyOf(links);
  }

  /// The value of a member; empty where it is absent or isn't one that is told.
  public Optional<String> value(String member) {
    return members.getOrDefault(member, Optional.empty());
  }

  /// Collects facts. For one thread.
  public static final class Builder {
    private final SequencedMap<String, Optional<String>> members = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();

    /// A member and its value, which may be "" where the kernel has it so.
    public Builder put(String member, String value) {
      members.put(member, Optional.of(value));
      return this;
    }

    /// A member that can't be read.
    public Builder absent(String member) {
      members.put(member, Optional.empty());
      return this;
    }

    /// A member and its value, absent where there is none.
    public Builder put(String member, Optional<String> value) {
      members.put(member, value);
      return this;
    }

    /// An object that this one leads to; none where the address is 0.
    public Builder link(String member, String type, long address) {
      if (address != 0) {
        links.add(new Link(member, type, address));
      }
      return this;
    }

    /// Some names and their values, all of them known.
    public Builder putAll(Map<String, String> names) {
      names.forEach(this::put);
      return this;
    }

    /// What was collected.
    public ObjectFacts build() {
      return new ObjectFacts(members, links);
    }
  }
}
