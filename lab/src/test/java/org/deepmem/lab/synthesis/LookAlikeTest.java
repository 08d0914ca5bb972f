package org.deepmem.lab.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.objects.LookAlike;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.PlannedLookAlike;
import org.deepmem.lab.synthesis.world.World;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No single member tells an object from its look-alikes: whatever the word, no threshold on its
/// value (a pointer counts as "there is one") has nearly all of the ones on one side and nearly all
/// of the others on the other.
class LookAlikeTest {
  /// The largest difference of two distribution functions that samples of this size may show.
  private static final double SEPARATION = 0.8;

  private static final int FEWEST = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void noMemberTellsThemApart(WindowsSystem system) throws Exception {
    Synthesis s =
        Synthesis.of(new SynthesisOptions(system, 320L << 20, 24, 7, World.builtIn("office"), 0));
    Path raw = folder.resolve("t.raw");
    s.writeImage(raw);
    Map<String, List<LookAlike>> likenesses =
        s.lookAlikes().stream()
            .filter(
                l ->
                    l.kind() == PlannedLookAlike.Kind.WRONG_TAG
                        || l.kind() == PlannedLookAlike.Kind.SHIFTED_COPY)
            .collect(Collectors.groupingBy(LookAlike::type));
    assertThat(likenesses).hasSize(6);
    try (MemoryImage image = MemoryImages.open(raw)) {
      ImageView view = new ImageView(system, image, s.directoryTableBase());
      for (Map.Entry<String, List<LookAlike>> type : likenesses.entrySet()) {
        List<WrittenObject> objects =
            s.objects().stream()
                .filter(o -> o.live() && o.type().equals(type.getKey()))
                .filter(o -> !"0".equals(o.names().get("pid")))
                .toList();
        assertThat(type.getValue()).as(type.getKey()).hasSizeGreaterThanOrEqualTo(FEWEST);
        int size = objects.getFirst().size();
        int word = system.wordSize();
        for (int at = 0; at + word <= size; at += word) {
          List<Long> real = new ArrayList<>();
          for (WrittenObject o : objects) {
            real.add(value(view.pointer(o.address() + at), word));
          }
          List<Long> fake = new ArrayList<>();
          for (LookAlike l : type.getValue()) {
            fake.add(value(view.pointer(l.address() + at), word));
          }
          assertThat(distance(real, fake))
              .as("%s word at 0x%x", type.getKey(), at)
              .isLessThan(SEPARATION);
        }
      }
    }
  }

  /// A pointer into the kernel is as good as any other.
  private static long value(long raw, int word) {
    boolean pointer = word == 8 ? raw >>> 47 == 0x1ffff : raw >= 0x80000000L;
    return pointer && raw != -1 && raw != 0xffffffffL ? Long.MAX_VALUE : raw;
  }

  /// The largest difference of the two distribution functions.
  private static double distance(List<Long> a, List<Long> b) {
    List<Long> x = a.stream().sorted().toList();
    List<Long> y = b.stream().sorted().toList();
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < x.size() && j < y.size()) {
      long cut = Math.min(x.get(i), y.get(j));
      while (i < x.size() && x.get(i) <= cut) {
        i++;
      }
      while (j < y.size() && y.get(j) <= cut) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i / (double) x.size() - j / (double) y.size()));
    }
    return largest;
  }
}
