package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.Dump;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.capture.IntRange;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The names in the bundled dump's objects are overwritten.
@Tag("slow")
final class SignatureAttackTest {
  /// Types whose truth has the text that lies in the object: member and name in the truth.
  private static final Map<String, Map.Entry<String, String>> TEXTS =
      Map.of(
          "task_struct", Map.entry("comm", "comm"),
          "module", Map.entry("name", "name"),
          "dentry", Map.entry("d_iname", "name"));

  @Test
  void noNameIsLeftAndNoPointerIsMadeOrBroken() throws IOException {
    List<LabelledObject> truth = TruthFile.read(BundledDump.TRUTH);
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      LinuxKernel kernel = (LinuxKernel) dump.kernel();
      PatchedImage harmed = new PatchedImage(dump.image());
      AttackPlan plan = new AttackPlan(AttackKind.SIGNATURES, new IntRange(1, 1), 5);
      Harm harm = plan.apply(harmed, AttackTarget.of(kernel, truth, AttackTarget.LIVE));

      assertThat(harm.pointers()).isZero();
      Map<String, Integer> met = new HashMap<>();
      Map<String, Integer> left = new HashMap<>();
      long changed = 0;
      for (LabelledObject object : truth) {
        Map.Entry<String, String> text = TEXTS.get(object.type());
        if (text != null && object.state() == ObjectState.LIVE) {
          long member =
              kernel.structure(object.type(), object.virtualAddress()).address(text.getKey());
          String name = object.names().getOrDefault(text.getValue(), "");
          int at = (int) (member - object.virtualAddress());
          met.merge(
              object.type(), startsWith(dump.image(), object, at, name) ? 1 : 0, Integer::sum);
          left.merge(object.type(), startsWith(harmed, object, at, name) ? 1 : 0, Integer::sum);
        }
        changed += differences(dump.image(), harmed, object);
      }
      assertThat(met).hasSameSizeAs(TEXTS).allSatisfy((type, n) -> assertThat(n).isPositive());
      assertThat(left.values()).containsOnly(0);
      assertThat(changed).isEqualTo(harm.bytes());
      assertSameShape(dump.graph(), dump.graph(harmed));
    }
  }

  private static boolean startsWith(MemoryImage image, LabelledObject object, int at, String name) {
    byte[] bytes = new byte[object.size()];
    image.read(object.physicalAddress(), bytes, 0, bytes.length);
    String text = new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
    return name.length() > 1 && text.startsWith(name);
  }

  private static long differences(MemoryImage before, MemoryImage after, LabelledObject object) {
    byte[] then = new byte[object.size()];
    byte[] now = new byte[object.size()];
    before.read(object.physicalAddress(), then, 0, then.length);
    after.read(object.physicalAddress(), now, 0, now.length);
    long differences = 0;
    for (int i = 0; i < then.length; i++) {
      differences += then[i] != now[i] ? 1 : 0;
    }
    return differences;
  }

  /// The same segments and edges, other content.
  private static void assertSameShape(MemoryGraph before, MemoryGraph after) {
    assertThat(after.addresses()).isEqualTo(before.addresses());
    assertThat(after.lengths()).isEqualTo(before.lengths());
    for (EdgeType type : EdgeType.values()) {
      assertThat(after.edges(type).edges()).isEqualTo(before.edges(type).edges());
    }
    assertThat(after.content()).isNotEqualTo(before.content());
  }
}
