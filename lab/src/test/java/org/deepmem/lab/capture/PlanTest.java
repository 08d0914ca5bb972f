package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.lab.LabException;
import org.deepmem.lab.guest.Workload;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static CapturePlan.Builder plan(long seed) {
    return CapturePlan.of(List.of("one", "two"), Path.of("out")).dumps(20, 2).seed(seed);
  }

  @Test
  void sameSeedDrawsTheSameBoots() {
    for (int boot = 0; boot < 10; boot++) {
      assertThat(BootPlan.draw(plan(5).build(), boot))
          .isEqualTo(BootPlan.draw(plan(5).build(), boot));
    }
    assertThat(BootPlan.draw(plan(5).build(), 0)).isNotEqualTo(BootPlan.draw(plan(6).build(), 0));
  }

  @Test
  void aLiveDumpIsOfTheSameBoot() {
    BootPlan still = BootPlan.draw(plan(5).build(), 3);
    BootPlan live = BootPlan.draw(plan(5).live(new LivePlan(16, false)).build(), 3);
    assertThat(still.order().liveRate()).isZero();
    assertThat(live.order()).isEqualTo(still.order().live(16));
    assertThat(live.memory()).isEqualTo(still.memory());
    assertThat(live.cpus()).isEqualTo(still.cpus());
  }

  @Test
  void autoGoesThroughAllWorkloadsButTheHeldOutOne() {
    Set<Workload> drawn = new HashSet<>();
    Set<String> kernels = new HashSet<>();
    for (int boot = 0; boot < 10; boot++) {
      BootPlan drawnBoot = BootPlan.draw(plan(7).build(), boot);
      drawn.add(drawnBoot.order().workload());
      kernels.add(drawnBoot.kernel());
      assertThat(drawnBoot.memory()).isBetween(128, 256);
      assertThat(drawnBoot.cpus()).isBetween(1, 2);
    }
    assertThat(drawn).containsExactlyInAnyOrder(Workload.FOR_TRAINING);
    assertThat(drawn).doesNotContain(Workload.SERVER);
    assertThat(kernels).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void theLastBootTakesWhatIsLeft() {
    CapturePlan odd = plan(1).dumps(5, 2).build();
    assertThat(BootPlan.draw(odd, 2).dumps()).isEqualTo(1);
    assertThat(BootPlan.draw(odd, 2).firstDump()).isEqualTo(4);
  }

  @Test
  void readsSizesAndRanges() throws LabException {
    assertThat(IntRange.ofMebibytes("128M..1G")).isEqualTo(new IntRange(128, 1024));
    assertThat(IntRange.ofMebibytes("96M")).isEqualTo(new IntRange(96, 96));
    assertThat(IntRange.of("1..4")).isEqualTo(new IntRange(1, 4));
    assertThat(IntRange.of("3")).isEqualTo(new IntRange(3, 3));
    for (String wrong : List.of("128", "M", "256M..128M", "0M", "99999999M", "1M..")) {
      assertThatThrownBy(() -> IntRange.ofMebibytes(wrong)).isInstanceOf(LabException.class);
    }
    for (String wrong : List.of("", "4..1", "0", "x", "1..")) {
      assertThatThrownBy(() -> IntRange.of(wrong)).isInstanceOf(LabException.class);
    }
  }

  @Test
  void anUnknownWorkloadIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Workload.named("web"))
        .hasMessage(
            "no workload is named web; there are auto, fork, files, net, events, maps, creds, churn,"
                + " mixed, server");
  }
}
