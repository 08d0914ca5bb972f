package org.deepmem.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.OptionalInt;
import org.deepmem.detection.MemberOffset;
import org.deepmem.detection.TypeLayout;
import org.deepmem.evaluation.LayoutCheck.Checked;
import org.deepmem.evaluation.LayoutCheck.Verdict;
import org.deepmem.symbols.Btf;
import org.deepmem.symbols.BtfBytes;
import org.deepmem.symbols.BtfBytes.Member;
import org.junit.jupiter.api.Test;

class LayoutCheckTest {
  private static MemberOffset told(String name, OptionalInt offset) {
    return new MemberOffset(name, List.of(0), offset, 9, 9);
  }

  @Test
  void everyNamedMemberIsComparedWithTheKernelsOwn() throws Exception {
    BtfBytes btf = new BtfBytes();
    int anything = btf.pointer(0);
    int link =
        btf.struct("link", 16, Member.at("next", anything, 0), Member.at("prev", anything, 8));
    btf.struct("task", 64, Member.at("stack", anything, 8), Member.at("tasks", link, 32));
    TypeLayout learnt =
        new TypeLayout(
            "task",
            9,
            List.of(
                told("stack", OptionalInt.of(8)),
                told("tasks.next", OptionalInt.of(24)),
                told("tasks.prev", OptionalInt.empty()),
                told("parent", OptionalInt.of(48)),
                new MemberOffset(null, List.of(56), OptionalInt.of(56), 9, 9)));

    LayoutCheck check = LayoutCheck.of(List.of(learnt), Btf.parse("test", btf.bytes()), Long.BYTES);

    assertThat(check.members())
        .extracting(Checked::member, Checked::verdict)
        .containsExactly(
            tuple("stack", Verdict.RIGHT),
            tuple("tasks.next", Verdict.WRONG),
            tuple("tasks.prev", Verdict.UNSOLVED),
            tuple("parent", Verdict.GONE));
    assertThat(check.members().get(1).truth()).hasValue(32);
    assertThat(check.types()).containsExactly("task");
    assertThat(check.count("task", Verdict.RIGHT)).isOne();
    assertThat(check.count(Verdict.WRONG)).isOne();
  }
}
