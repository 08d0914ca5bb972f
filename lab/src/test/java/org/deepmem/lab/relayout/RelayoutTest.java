package org.deepmem.lab.relayout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deepmem.Dump;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectLayout;
import org.deepmem.label.TruthFile;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.OverlaidSpace;
import org.junit.jupiter.api.Test;

/// The bundled dump with its members in another order, read by their names.
class RelayoutTest {
  private static ObjectLayout layout(GroundTruth truth, LabelledObject object) {
    return requireNonNull(truth.layouts().get(object.type()));
  }

  private static int offset(ObjectLayout layout, String name) {
    return layout.members().entrySet().stream()
        .filter(member -> member.getValue().equals(name))
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static long word(AddressSpace space, long address) {
    byte[] bytes = new byte[8];
    assertThat(space.read(address, bytes, 0, 8)).isEqualTo(8);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /// Every named word of every object has the value that it had under its name, and where that led
  /// to a named member of an object, leads to the member of that name.
  @Test
  void membersKeepTheirValuesAndTheirTargets() throws IOException {
    GroundTruth truth = TruthFile.readAll(BundledDump.TRUTH);
    TreeMap<Long, LabelledObject> objects = new TreeMap<>();
    truth.objects().forEach(object -> objects.put(object.virtualAddress(), object));
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      PatchedImage image = new PatchedImage(dump.image());
      GroundTruth moved = Relayout.draw(truth, 8, 3).apply(image, dump.space());
      assertThat(moved.objects()).isEqualTo(truth.objects());
      AddressSpace after = new OverlaidSpace(dump.space(), image);
      int followed = 0;
      int elsewhere = 0;
      for (LabelledObject object : truth.objects()) {
        ObjectLayout before = layout(truth, object);
        ObjectLayout now = layout(moved, object);
        for (Map.Entry<Integer, String> member : before.members().entrySet()) {
          if (member.getKey() + 8 > object.size()) {
            continue;
          }
          int offset = offset(now, member.getValue());
          elsewhere += offset != member.getKey() ? 1 : 0;
          long old = word(dump.space(), object.virtualAddress() + member.getKey());
          long value = word(after, object.virtualAddress() + offset);
          Map.Entry<Long, LabelledObject> led = objects.floorEntry(old);
          if (led == null || old - led.getKey() >= led.getValue().size()) {
            assertThat(value).as("%s of %s", member, object).isEqualTo(old);
          } else {
            int inside = (int) (old - led.getKey());
            Optional<String> name = layout(truth, led.getValue()).nameAt(inside);
            if (name.isPresent()) {
              int place = offset(layout(moved, led.getValue()), name.get());
              assertThat(value).as("%s of %s", member, object).isEqualTo(led.getKey() + place);
              followed++;
            }
          }
        }
      }
      assertThat(followed).as("pointers from object to object").isGreaterThan(50_000);
      assertThat(elsewhere).as("words that moved").isGreaterThan(100_000);
    }
  }

  @Test
  void theSeedDecides() throws IOException {
    GroundTruth truth = TruthFile.readAll(BundledDump.TRUTH);
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      List<Map<String, ObjectLayout>> drawn = new ArrayList<>();
      for (long seed : new long[] {1, 1, 2}) {
        PatchedImage image = new PatchedImage(dump.image());
        drawn.add(Relayout.draw(truth, 8, seed).apply(image, dump.space()).layouts());
      }
      assertThat(drawn.get(0)).isEqualTo(drawn.get(1)).isNotEqualTo(drawn.get(2));
    }
  }

  @Test
  void whatCantBeRewrittenIsSaid() throws IOException {
    GroundTruth truth = TruthFile.readAll(BundledDump.TRUTH);
    assertThatThrownBy(() -> Relayout.draw(new GroundTruth(truth.objects(), Map.of()), 8, 1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("members");
    LabelledObject first = truth.objects().getFirst();
    LabelledObject shifted = like(first, 8, first.size());
    LabelledObject cutOff = like(first, 0, 1 << 26);
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      PatchedImage image = new PatchedImage(dump.image());
      GroundTruth overlapping = new GroundTruth(List.of(first, shifted), truth.layouts());
      assertThatThrownBy(() -> Relayout.draw(overlapping, 8, 1).apply(image, dump.space()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("overlaps");
      GroundTruth absent = new GroundTruth(List.of(cutOff), truth.layouts());
      assertThatThrownBy(() -> Relayout.draw(absent, 8, 1).apply(image, dump.space()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("bytes of the " + first.type());
    }
  }

  private static LabelledObject like(LabelledObject object, int beside, int size) {
    return new LabelledObject(
        object.type(),
        object.virtualAddress() + beside,
        object.physicalAddress() + beside,
        size,
        object.state(),
        object.source());
  }
}
