package org.deepmem.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deepmem.detection.MemberOffset;
import org.deepmem.detection.TypeLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WordMembers;

/// A layout that was learnt from a dump, beside the one that the kernel states.
///
/// @param members each named member of a type, in the layout's order
public record LayoutCheck(List<Checked> members) {
  /// What came of a member.
  public enum Verdict {
    /// Its offset is the kernel's.
    RIGHT,
    /// Its offset isn't.
    WRONG,
    /// The votes told no offset of a member that the kernel has.
    UNSOLVED,
    /// The kernel has no member of this name.
    GONE
  }

  /// A member and its offset in truth.
  ///
  /// @param type name of the object type
  /// @param member its path
  /// @param told what was learnt
  /// @param truth offset in bytes that the kernel states; empty where it has no such member
  public record Checked(String type, String member, MemberOffset told, OptionalInt truth) {
    /// What came of it.
    public Verdict verdict() {
      if (truth.isEmpty()) {
        return Verdict.GONE;
      }
      if (told.offset().isEmpty()) {
        return Verdict.UNSOLVED;
      }
      return told.offset().equals(truth) ? Verdict.RIGHT : Verdict.WRONG;
    }
  }

  public LayoutCheck {
    members = List.copyOf(members);
  }

  /// Compares a layout; members without a name are left out.
  ///
  /// @param kernel its layouts, such as the dump's own BTF
  /// @param wordSize bytes of a pointer
  public static LayoutCheck of(List<TypeLayout> layouts, TypeTable kernel, int wordSize) {
    List<Checked> checked = new ArrayList<>();
    for (TypeLayout layout : layouts) {
      Map<String, Integer> offsets = new HashMap<>();
      for (StructMember member : WordMembers.of(kernel, layout.type(), wordSize)) {
        offsets.put(member.name(), member.offset());
      }
      for (MemberOffset told : layout.members()) {
        String member = told.member();
        if (member != null) {
          Integer truth = offsets.get(member);
          checked.add(
              new Checked(
                  layout.type(),
                  member,
                  told,
                  truth == null ? OptionalInt.empty() : OptionalInt.of(truth)));
        }
      }
    }
    return new LayoutCheck(checked);
  }

  /// The types, in the layout's order.
  public List<String> types() {
    return members.stream().map(Checked::type).distinct().toList();
  }

  /// How many of a type's members have a verdict.
  public long count(String type, Verdict verdict) {
    return members.stream().filter(m -> m.type().equals(type) && m.verdict() == verdict).count();
  }

  /// How many members of all types have a verdict.
  public long count(Verdict verdict) {
    return members.stream().filter(member -> member.verdict() == verdict).count();
  }
}
