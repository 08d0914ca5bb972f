package org.deepmem.lab.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.Dump;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.world.World;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `deepmem label` finds in a synthesised image is what was written. The writing knows nothing
/// of the reading: objects come from the plan.
class OwnWalkTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void livingObjectsAreThoseThatWereWritten(WindowsSystem system) throws IOException {
    Synthesis synthesis =
        Synthesis.of(new SynthesisOptions(system, 256L << 20, 24, 11, World.builtIn("server"), 0));
    Path raw = folder.resolve("w.raw");
    Path truth = folder.resolve("w.truth.jsonl");
    synthesis.writeImage(raw);
    synthesis.writeTruth(truth);
    synthesis.writeSymbols(folder.resolve("w.symbols.json"));
    List<String> warnings = new ArrayList<>();
    // By the folder, where the kernel's GUID and age choose the file.
    try (Dump dump = Dump.open(raw, SymbolFiles.open(List.of(folder)))) {
      List<LabelledObject> known = dump.truth(dump.kernel(), warnings::add);
      List<LabelledObject> found = live(known);
      List<LabelledObject> written = live(TruthFile.read(truth));
      assertThat(places(found)).containsExactlyElementsOf(places(written));
      assertThat(written.stream().map(LabelledObject::type).distinct()).hasSize(6);
      for (int i = 0; i < written.size(); i++) {
        agree(written.get(i), found.get(i));
      }
      assertThat(TruthFile.readAll(truth).layouts())
          .hasSize(6)
          .isEqualTo(dump.layouts(dump.kernel(), known));
    }
    assertThat(warnings).isEmpty();
  }

  private static List<LabelledObject> live(List<LabelledObject> objects) {
    return objects.stream().filter(object -> object.state() == ObjectState.LIVE).toList();
  }

  private static List<String> places(List<LabelledObject> objects) {
    return objects.stream()
        .map(object -> "%s 0x%x".formatted(object.type(), object.virtualAddress()))
        .toList();
  }

  private static void agree(LabelledObject written, LabelledObject found) {
    assertThat(found.physicalAddress()).isEqualTo(written.physicalAddress());
    assertThat(found.size()).isEqualTo(written.size());
    for (String name : List.of("pid", "tid", "path", "driver", "module")) {
      if (written.names().containsKey(name)) {
        // The kernel keeps the names of keys in capitals.
        assertThat(found.names().get(name)).isEqualToIgnoringCase(written.names().get(name));
      }
    }
  }
}
