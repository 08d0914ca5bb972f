package org.deepmem.lab.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.Dump;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.World;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What members say of the objects of a synthesised image is what was written. The writing knows
/// nothing of the reading: names come from the plan.
class SynthesizedMembersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void membersAreWhatWasWritten(WindowsSystem system) throws Exception {
    Synthesis synthesis =
        Synthesis.of(new SynthesisOptions(system, 192L << 20, 18, 5, World.builtIn("office"), 0));
    Path raw = folder.resolve("w.raw");
    Path symbols = folder.resolve("w.symbols.json");
    synthesis.writeImage(raw);
    synthesis.writeSymbols(symbols);
    Map<String, Integer> compared = new TreeMap<>();
    try (Dump dump = Dump.open(raw, SymbolFiles.open(List.of(symbols)))) {
      ObjectMembers members = dump.kernel().members();
      for (WrittenObject object : synthesis.objects()) {
        if (object.live()) {
          ObjectFacts facts = members.of(object.type(), object.address());
          agree(object, facts);
          compared.merge(object.type(), 1, Integer::sum);
        }
      }
    }
    assertThat(compared).hasSize(6);
  }

  private static void agree(WrittenObject object, ObjectFacts facts) {
    object
        .names()
        .forEach(
            (name, written) -> {
              String member = name.equals("driver") || name.equals("module") ? "name" : name;
              assertThat(facts.value(member).orElse(""))
                  .as("%s of %s", member, object)
                  .isEqualToIgnoringCase(written);
            });
  }
}
