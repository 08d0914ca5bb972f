package org.deepmem.lab.synthesis.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Truth: a plain reading of the PE format (Microsoft's specification) from mapped memory.
class ModuleImageTest {
  @ParameterizedTest
  @EnumSource
  void theKernelIsAnImageWithExportsAndSymbolRecord(WindowsSystem system) {
    Machine machine = SmallMachine.boot(system, 7);
    KernelMemory memory = machine.memory();
    LoadedModule kernel = machine.modules().getFirst();
    long base = kernel.base();
    long headers = base + memory.u32(base + 0x3c);
    assertThat(memory.u32(headers)).isEqualTo(0x4550);
    assertThat(memory.u16(headers + 4)).isEqualTo(system.peMachine());
    long optional = headers + 24;
    assertThat(memory.u32(optional + 56)).isEqualTo(kernel.size());
    assertThat(base + memory.u32(optional + 16)).isEqualTo(kernel.entryPoint());
    long directories = optional + (system.is64Bit() ? 112 : 96);

    assertThat(exported(memory, base, directories, "PsInitialSystemProcess"))
        .isEqualTo(machine.symbol("PsInitialSystemProcess"));
    assertThat(exported(memory, base, directories, "ExAllocatePoolWithTag"))
        .isEqualTo(machine.symbol("ExAllocatePoolWithTag"));
    assertThat(exported(memory, base, directories, "PsActiveProcessHead")).isZero();

    long debug = base + memory.u32(directories + 8 * 6);
    long record = base + memory.u32(debug + 20);
    assertThat(text(memory, record)).startsWith("RSDS");
    assertThat(text(memory, record + 24)).isEqualTo(system.pdbName());
    assertThat(memory.u32(record + 20)).isEqualTo(machine.symbolAge());
    assertThat("%08X".formatted(memory.u32(record + 4)))
        .isEqualTo(machine.symbolGuid().substring(0, 8));

    long resources = base + memory.u32(directories + 8 * 2);
    long version = base + memory.u32(resources + 72);
    assertThat(memory.u32(version + 40)).isEqualTo(0xfeef04bdL);
  }

  @ParameterizedTest
  @EnumSource
  void driversCallTheKernelThroughTheirImports(WindowsSystem system) {
    Machine machine = SmallMachine.boot(system, 8);
    KernelMemory memory = machine.memory();
    LoadedModule kernel = machine.modules().getFirst();
    LoadedModule driver = machine.modules().get(2);
    long headers = driver.base() + memory.u32(driver.base() + 0x3c);
    long directories = headers + 24 + (system.is64Bit() ? 112 : 96);
    long imports = driver.base() + memory.u32(directories + 8);
    assertThat(text(memory, driver.base() + memory.u32(imports + 12))).isEqualTo("ntoskrnl.exe");
    long names = driver.base() + memory.u32(imports);
    long slots = driver.base() + memory.u32(imports + 16);
    int count = 0;
    while (memory.pointer(names + (long) count * system.wordSize()) != 0) {
      long at = (long) count * system.wordSize();
      String name = text(memory, driver.base() + memory.pointer(names + at) + 2);
      assertThat(memory.pointer(slots + at)).isEqualTo(machine.symbol(name));
      assertThat(machine.symbol(name)).isBetween(kernel.base(), kernel.base() + kernel.size());
      count++;
    }
    assertThat(count).isGreaterThan(10);
  }

  private static long exported(KernelMemory memory, long base, long directories, String name) {
    long exports = base + memory.u32(directories);
    long count = memory.u32(exports + 24);
    for (long i = 0; i < count; i++) {
      long at = base + memory.u32(base + memory.u32(exports + 32) + 4 * i);
      if (text(memory, at).equals(name)) {
        int ordinal = memory.u16(base + memory.u32(exports + 36) + 2 * i);
        return base + memory.u32(base + memory.u32(exports + 28) + 4L * ordinal);
      }
    }
    return 0;
  }

  private static String text(KernelMemory memory, long at) {
    byte[] bytes = memory.bytes(at, 64);
    int end = 0;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.US_ASCII);
  }
}
