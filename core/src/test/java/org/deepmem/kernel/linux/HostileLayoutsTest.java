package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.deepmem.Dump;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real dump read by layouts whose numbers may be anything, as those of a symbol file may be, and
/// of a dump's own BTF: walks end, and nothing unexpected is thrown.
@Timeout(600)
class HostileLayoutsTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  private static final int ROUNDS = 4;

  @Test
  void wrongNumbersEndNoWalkBadly() throws IOException {
    try (Dump dump = Dump.open(DUMP)) {
      LinuxKernel kernel = (LinuxKernel) dump.kernel();
      List<KernelObject> objects = kernel.knownObjects().find();
      for (int round = 0; round < ROUNDS; round++) {
        TypeTable types = new Hostile(kernel.types(), round, round % 2 == 0 ? .01 : .2);
        try {
          read(with(kernel, types), objects);
        } catch (RuntimeException | Error e) {
          throw new AssertionError("round " + round, e);
        }
      }
    }
  }

  private static void read(LinuxKernel kernel, List<KernelObject> objects) {
    assertThat(kernel.knownObjects().find()).isNotNull();
    assertThat(kernel.views().seen()).isNotNull();
    kernel.taken();
    kernel.booted();
    Map<String, Integer> left = new HashMap<>();
    for (KernelObject object : objects) {
      if (left.merge(object.type(), 1, Integer::sum) < 40) {
        kernel.names().of(object.type(), object.address());
        kernel.members().of(object.type(), object.address());
      }
    }
  }

  private static LinuxKernel with(LinuxKernel kernel, TypeTable types) {
    return new LinuxKernel(
        kernel.release(),
        kernel.banner(),
        kernel.kaslrOffset(),
        kernel.physBase(),
        kernel.pageTableRoot(),
        kernel.levels(),
        kernel.space(),
        kernel.symbols(),
        new Structures(new VirtualMemory(kernel.space()), types),
        kernel.directMapBase(),
        kernel.vmemmapBase(),
        kernel.cpus(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /// The true layouts with numbers changed at random, the same for a structure whenever it is asked
  /// for.
  private record Hostile(TypeTable types, int seed, double share) implements TypeTable {
    private static final int[] EXTREMES = {
      0, 1, -1, 7, 4095, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, -4096
    };

    @Override
    public Optional<StructLayout> struct(String name) {
      Random random = new Random(31L * seed + name.hashCode());
      return types
          .struct(name)
          .map(
              layout -> {
                Map<String, StructMember> members = new LinkedHashMap<>();
                layout.members().forEach((m, member) -> members.put(m, changed(member, random)));
                return new StructLayout(name, number(layout.size(), random), members);
              });
    }

    private StructMember changed(StructMember member, Random random) {
      String type = member.typeName();
      if (random.nextDouble() < share / 4) {
        type =
            List.of("", "[", "]", "x[99999999999]", "int[2][3]", "*", "int[-1]")
                .get(random.nextInt(7));
      }
      return new StructMember(
          member.name(),
          number(member.offset(), random),
          number(member.size(), random),
          number(member.bitOffset(), random),
          number(member.bitSize(), random),
          type);
    }

    private int number(int is, Random random) {
      return random.nextDouble() < share ? EXTREMES[random.nextInt(EXTREMES.length)] : is;
    }

    @Override
    public OptionalLong enumConstant(String enumeration, String constant) {
      return types.enumConstant(enumeration, constant);
    }

    @Override
    public String source() {
      return "hostile";
    }
  }
}
