package org.deepmem.lab.synthesis.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A plan must be one that a Windows could have come to: times, owners and numbers agree.
class RunningSystemTest {
  private static RunningSystem draw(String world, int word, int processes, long seed)
      throws IOException {
    return RunningSystem.draw(
        World.builtIn(world),
        new WindowsSystemTraits(word, word == 4 ? 7601 : 19041),
        processes,
        new SeededRandom(seed));
  }

  @ParameterizedTest
  @CsvSource({
    "office,4,40,1",
    "office,8,60,2",
    "campus,4,60,1",
    "campus,8,40,2",
    "server,4,60,3",
    "server,8,40,4"
  })
  void timesAndNumbersAgree(String world, int word, int processes, long seed) throws IOException {
    RunningSystem system = draw(world, word, processes, seed);
    for (PlannedObject object : system.objects()) {
      boolean inTime =
          object.createTime() >= system.bootTime()
              && object.createTime() < system.now()
              && (object.live()
                  || object.endTime() >= object.createTime() && object.endTime() <= system.now());
      if (!inTime) {
        fail("out of time: %s", object);
      }
    }
    Set<Integer> numbers = new HashSet<>();
    Map<Integer, PlannedProcess> byPid = new HashMap<>();
    List<PlannedProcess> all = system.all(PlannedProcess.class);
    all.stream().filter(PlannedObject::live).forEach(p -> byPid.put(p.pid(), p));
    assertThat(all.stream().filter(PlannedProcess::running)).hasSize(processes);
    assertThat(system.object(system.activeProcesses().getFirst()))
        .isInstanceOfSatisfying(PlannedProcess.class, p -> assertThat(p.pid()).isEqualTo(4));
    for (PlannedProcess process : all) {
      if (process.live()) {
        assertThat(process.pid() % 4).isZero();
        assertThat(numbers.add(process.pid())).as("%d", process.pid()).isTrue();
      }
      if (process.running() && process.imageName().equals("lsass.exe")) {
        // of others the parent may be gone, and its number another's
        PlannedProcess parent = Objects.requireNonNull(byPid.get(process.parentPid()));
        assertThat(parent.imageName()).isEqualTo("wininit.exe");
        assertThat(parent.createTime()).isLessThan(process.createTime());
      }
      assertThat(process.exitTime() == 0 || process.exitTime() >= process.createTime()).isTrue();
      assertThat(process.running() == process.threads().isEmpty()).isFalse();
    }
    for (PlannedThread thread : system.all(PlannedThread.class)) {
      PlannedProcess owner = (PlannedProcess) system.object(thread.process());
      assertThat(thread.createTime()).isGreaterThan(owner.createTime());
      assertThat(owner.threads().contains(thread.id())).isEqualTo(thread.live());
      if (thread.live()) {
        assertThat(numbers.add(thread.tid())).as("%d", thread.tid()).isTrue();
        thread.waitsOn().forEach(id -> assertThat(system.object(id).live()).isTrue());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"office,5", "campus,5", "server,6"})
  void relationsLeadToWhatIsAllocated(String world, long seed) throws IOException {
    RunningSystem system = draw(world, 8, 45, seed);
    for (PlannedProcess process : system.all(PlannedProcess.class)) {
      int last = 0;
      for (PlannedHandle handle : process.handles()) {
        assertThat(handle.slot()).isGreaterThan(last);
        last = handle.slot();
        assertThat(system.object(handle.object()).live()).isTrue();
      }
      assertThat(system.object(process.token()))
          .isInstanceOfSatisfying(
              PlannedOther.class, t -> assertThat(t.kind()).isEqualTo(ObjectKind.TOKEN));
    }
    for (PlannedKey key : system.all(PlannedKey.class)) {
      PlannedKeyBlock block = (PlannedKeyBlock) system.object(key.block());
      assertThat(block.createTime()).isLessThanOrEqualTo(key.createTime());
      assertThat(block.live() || block.endTime() >= key.endTime() && !key.live()).isTrue();
      while (block.parent() >= 0) {
        PlannedKeyBlock parent = (PlannedKeyBlock) system.object(block.parent());
        assertThat(block.path()).startsWith(parent.path() + "\\");
        assertThat(parent.live() || !block.live()).isTrue();
        block = parent;
      }
      assertThat(block.path()).isEqualTo("\\REGISTRY");
    }
    for (PlannedFile file : system.all(PlannedFile.class)) {
      assertThat(system.object(file.device())).isInstanceOf(PlannedDevice.class);
    }
    for (PlannedDriver driver : system.all(PlannedDriver.class)) {
      assertThat(((PlannedModule) system.object(driver.module())).driver()).isEqualTo(driver.id());
      driver
          .devices()
          .forEach(
              id ->
                  assertThat(((PlannedDevice) system.object(id)).driver()).isEqualTo(driver.id()));
    }
  }

  @ParameterizedTest
  @CsvSource({"office", "campus", "server"})
  void poolsGiveBeforeTheyTakeBack(String world) throws IOException {
    RunningSystem system = draw(world, 4, 40, 9);
    Set<Integer> allocated = new HashSet<>();
    long time = 0;
    for (PoolEvent event : system.events()) {
      boolean right =
          event.time() >= time
              && switch (event) {
                case PoolEvent.Allocated a -> allocated.add(a.object());
                case PoolEvent.Freed f -> allocated.remove(f.object());
              };
      if (!right) {
        fail("out of order: %s", event);
      }
      time = event.time();
    }
    assertThat(allocated)
        .hasSize((int) system.objects().stream().filter(PlannedObject::live).count());
  }

  @ParameterizedTest
  @CsvSource({"office", "campus", "server"})
  void aSeedGivesOnePlan(String world) throws IOException {
    RunningSystem one = draw(world, 4, 35, 7);
    RunningSystem other = draw(world, 4, 35, 7);
    assertThat(one.objects().equals(other.objects())).isTrue();
    assertThat(one.events().equals(other.events())).isTrue();
    assertThat(one.lookAlikes()).isEqualTo(other.lookAlikes());
    assertThat(one.computer()).isEqualTo(other.computer());
    assertThat(one.objects().equals(draw(world, 4, 35, 8).objects())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"office", "campus", "server"})
  void namesAreManyAndPlain(String world) throws IOException {
    RunningSystem system = draw(world, 4, 60, 11);
    Set<String> paths = new HashSet<>();
    system.all(PlannedFile.class).forEach(file -> paths.add(file.path()));
    system.all(PlannedKeyBlock.class).forEach(key -> paths.add(key.path()));
    assertThat(paths).hasSizeGreaterThan(2500).noneMatch(p -> p.contains("{") || p.contains("}"));
  }

  @ParameterizedTest
  @CsvSource({"office", "campus", "server"})
  void workingSetsAreTrimmedToFit(String world) throws IOException {
    RunningSystem system = draw(world, 4, 35, 13);
    long before = resident(system);
    assertThat(system.trimmed(before)).isSameAs(system);
    assertThat(resident(system.trimmed(before / 3)))
        .isLessThanOrEqualTo(before / 3)
        .isGreaterThan(before / 4);
  }

  private static long resident(RunningSystem system) {
    return system.all(PlannedProcess.class).stream()
        .flatMap(process -> process.regions().stream())
        .mapToLong(PlannedRegion::resident)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"office", "campus", "server"})
  void tooFewProcessesAreRefused(String world) {
    assertThatThrownBy(() -> draw(world, 4, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("3 processes; a Windows of world " + world + " runs at least ");
  }
}
