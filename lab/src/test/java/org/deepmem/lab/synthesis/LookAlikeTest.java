package org.deepmem.lab.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.objects.LookAlike;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.World;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No single member tells an object from its look-alikes: neither a threshold nor a set of values,
/// learnt on one image, does on another. Pointers count as there or not. Look-alikes that were
/// overwritten count by what is left of them.
class LookAlikeTest {
  /// A member that tells nothing reaches 0.5 at most by chance, for the samples are small (from 15
  /// on either side, three hundred members, the best of them counts); one that tells reaches 1.
  private static final double SEPARATION = 0.6;

  private static final int FEWEST = 8;
  private static final int[] SEEDS = {7, 8};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "WIN7_SP1_X86,office",
    "WIN7_SP1_X64,office",
    "WIN10_X64,office",
    "WIN7_SP1_X86,campus",
    "WIN10_X64,campus"
  })
  void noMemberTellsThemApart(WindowsSystem system, String world) throws Exception {
    List<Map<String, Samples>> images = new ArrayList<>();
    for (int seed : SEEDS) {
      images.add(samples(system, world, seed));
    }
    assertThat(images.get(0)).hasSize(6);
    for (Map.Entry<String, Samples> entry : images.get(0).entrySet()) {
      String type = entry.getKey();
      Samples a = entry.getValue();
      Samples b = Objects.requireNonNull(images.get(1).get(type));
      for (Leaf leaf : Leaf.of(system.layout(), type)) {
        if (a.likes(leaf).size() < FEWEST || b.likes(leaf).size() < FEWEST) {
          continue;
        }
        double told =
            Math.max(
                Separation.of(a.objects(leaf), a.likes(leaf), b.objects(leaf), b.likes(leaf)),
                Separation.of(b.objects(leaf), b.likes(leaf), a.objects(leaf), a.likes(leaf)));
        assertThat(told).as("%s.%s", type, leaf.path()).isLessThan(SEPARATION);
      }
    }
  }

  /// The bytes of the objects and of the look-alikes of a type.
  record Samples(int word, List<byte[]> objects, List<byte[]> likes, List<LookAlike> lookAlikes) {
    List<Long> objects(Leaf leaf) {
      return objects.stream().map(o -> leaf.value(o, word)).toList();
    }

    List<Long> likes(Leaf leaf) {
      List<Long> values = new ArrayList<>();
      for (int i = 0; i < likes.size(); i++) {
        if (lookAlikes.get(i).intact(leaf.offset(), leaf.size())) {
          values.add(leaf.value(likes.get(i), word));
        }
      }
      return values;
    }
  }

  Map<String, Samples> samples(WindowsSystem system, String world, int seed) throws Exception {
    Synthesis s =
        Synthesis.of(new SynthesisOptions(system, 256L << 20, 32, seed, World.builtIn(world), 0));
    Path raw = folder.resolve(seed + ".raw");
    s.writeImage(raw);
    Map<String, Samples> result = new TreeMap<>();
    try (MemoryImage image = MemoryImages.open(raw)) {
      ImageView view = new ImageView(system, image, s.directoryTableBase());
      int word = system.wordSize();
      for (WrittenObject o : s.objects()) {
        if (o.live() && !"0".equals(o.names().get("pid"))) {
          result
              .computeIfAbsent(o.type(), t -> samples(word))
              .objects
              .add(view.bytes(o.address(), o.size()));
        }
      }
      Map<Integer, ImageView> users = new TreeMap<>();
      for (LookAlike l : s.lookAlikes()) {
        int bytes = system.layout().requireStruct(l.type()).size();
        ImageView space =
            l.process() == 0
                ? view
                : users.computeIfAbsent(l.process(), pid -> user(system, image, s, view, pid));
        Samples of = Objects.requireNonNull(result.get(l.type()));
        of.likes.add(space.bytes(l.address(), Math.min(bytes, 4096)));
        of.lookAlikes.add(l);
      }
    }
    return result;
  }

  private static Samples samples(int word) {
    return new Samples(word, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  private static ImageView user(
      WindowsSystem system, MemoryImage image, Synthesis s, ImageView view, int pid) {
    for (WrittenObject o : s.objects()) {
      if (o.live() && Integer.toString(pid).equals(o.names().get("pid"))) {
        if (o.type().equals("_EPROCESS")) {
          return new ImageView(
              system, image, view.member("_EPROCESS", o.address(), "Pcb.DirectoryTableBase"));
        }
      }
    }
    throw new AssertionError("no process " + pid);
  }
}
