package org.deepmem.lab.synthesis.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WindowsLayouts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Members that worlds name must be numbers of structures that a Windows has: a misspelt one would
/// stay zero, and tell real objects from others.
class MemberValuesTest {
  private static final List<String> TYPES =
      List.of(
          "_EPROCESS",
          "_ETHREAD",
          "_DRIVER_OBJECT",
          "_DEVICE_OBJECT",
          "_FILE_OBJECT",
          "_LDR_DATA_TABLE_ENTRY",
          "_CM_KEY_BODY",
          "_OBJECT_HEADER",
          "_TOKEN",
          "_HANDLE_TABLE",
          "_KEVENT");

  @ParameterizedTest
  @ValueSource(strings = {"office", "campus", "server"})
  void membersAreNumbersOfSomeSystem(String world) throws IOException {
    MemberValues members = World.builtIn(world).members();
    for (String type : TYPES) {
      for (String path : members.of(type).keySet()) {
        int found = 0;
        for (String system : List.of("win7sp1x86", "win7sp1x64", "win10x64")) {
          TypeTable layout = WindowsLayouts.of(system).orElseThrow();
          Optional<StructMember> member = layout.member(type, path.replaceFirst("\\[\\d+]$", ""));
          if (member.isPresent()) {
            found++;
            boolean array = member.orElseThrow().elementType().isPresent();
            assertThat(path.endsWith("]")).as("%s %s.%s", system, type, path).isEqualTo(array);
            assertThat(array || member.orElseThrow().size() <= 8)
                .as("%s %s.%s", system, type, path)
                .isTrue();
          }
        }
        assertThat(found).as("layouts with %s.%s", type, path).isPositive();
      }
    }
  }
}
