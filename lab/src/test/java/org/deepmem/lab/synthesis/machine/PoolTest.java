package org.deepmem.lab.synthesis.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Truth: headers read back by the layout's _POOL_HEADER; block contents that each owner wrote.
class PoolTest {
  private static List<PoolBlock> churn(Machine machine, Pool pool, List<PoolBlock> freed) {
    SeededRandom random = new SeededRandom(9);
    List<PoolBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      PoolBlock block =
          pool.allocate(8 + random.nextInt(1200), "Abc" + (char) ('a' + i % 7), false);
      byte[] mine = new byte[block.room()];
      Arrays.fill(mine, (byte) block.address());
      machine.memory().bytes(block.address(), mine);
      blocks.add(block);
      if (random.nextInt(2) == 0) {
        PoolBlock old = blocks.remove(random.nextInt(blocks.size()));
        pool.free(old);
        freed.add(old);
      }
    }
    return blocks;
  }

  @ParameterizedTest
  @EnumSource
  void blocksKeepWhatTheirOwnersWrote(WindowsSystem system) {
    Machine machine = SmallMachine.boot(system, 3);
    for (Pool pool : List.of(machine.nonPagedPool(), machine.pagedPool())) {
      for (PoolBlock block : churn(machine, pool, new ArrayList<>())) {
        for (byte b : machine.memory().bytes(block.address(), block.room())) {
          assertThat(b).isEqualTo((byte) block.address());
        }
        StructureWriter header = header(machine, block);
        assertThat(header.get("PoolTag")).isEqualTo(PoolHeaders.value(block.tag()));
        int unit = system.is64Bit() ? 16 : 8;
        assertThat(header.get("BlockSize") * unit).isEqualTo(block.room() + header.size());
        assertThat(header.get("PoolType") & 3).isEqualTo(block.paged() ? 3 : 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCalledIntactIsThereStill(WindowsSystem system) {
    Machine machine = SmallMachine.boot(system, 4);
    List<PoolBlock> freed = new ArrayList<>();
    churn(machine, machine.nonPagedPool(), freed);
    int intact = 0;
    for (PoolBlock block : freed) {
      if (machine.nonPagedPool().intact(block)) {
        intact++;
        StructureWriter header = header(machine, block);
        assertThat(header.get("PoolTag")).isEqualTo(PoolHeaders.value(block.tag()));
        assertThat(header.get("BlockSize") * header.size() * (system.is64Bit() ? 1 : 1))
            .isEqualTo(block.room() + header.size());
        for (byte b : machine.memory().bytes(block.address(), block.room())) {
          assertThat(b).isEqualTo((byte) block.address());
        }
      }
    }
    assertThat(intact).isBetween(20, freed.size() - 20);
  }

  @ParameterizedTest
  @EnumSource(names = {"WIN7_SP1_X86", "WIN7_SP1_X64"})
  void chainsLeadToTheEndOfThePage(WindowsSystem system) {
    Machine machine = SmallMachine.boot(system, 5);
    Set<Long> pages = new HashSet<>();
    for (PoolBlock block : churn(machine, machine.pagedPool(), new ArrayList<>())) {
      pages.add(block.address() & -4096L);
    }
    int unit = system.is64Bit() ? 16 : 8;
    for (long page : pages) {
      long previous = 0;
      long at = page;
      while (at < page + 4096) {
        StructureWriter header = machine.memory().at("_POOL_HEADER", at);
        assertThat(header.get("PreviousSize")).isEqualTo(previous);
        previous = header.get("BlockSize");
        assertThat(previous).isPositive();
        at += previous * unit;
      }
      assertThat(at).isEqualTo(page + 4096);
    }
  }

  @Test
  void bigAllocationsAreInTheirTable() throws Exception {
    Machine machine = SmallMachine.boot(WindowsSystem.WIN7_SP1_X86, 6);
    PoolBlock block = machine.pagedPool().allocate(10_000, "Big1", false);
    assertThat(block.address() & 0xfff).isZero();
    assertThat(block.big()).isTrue();
    machine.writeTo(java.nio.file.Path.of("/dev/null"));
    KernelMemory memory = machine.memory();
    long table = memory.pointer(machine.symbol("PoolBigPageTable"));
    long entries = memory.pointer(machine.symbol("PoolBigPageTableSize"));
    boolean found = false;
    for (int i = 0; i < entries; i++) {
      StructureWriter entry = memory.at("_POOL_TRACKER_BIG_PAGES", table + 16L * i);
      found |= entry.get("Va") == block.address() && entry.get("NumberOfBytes") == 12288;
    }
    assertThat(found).isTrue();
  }

  private static StructureWriter header(Machine machine, PoolBlock block) {
    int size = machine.memory().at("_POOL_HEADER", 0).size();
    return machine.memory().at("_POOL_HEADER", block.address() - size);
  }
}
