package org.deepmem.lab.capture;

import java.util.List;
import java.util.Random;
import org.deepmem.lab.guest.AgentOrder;
import org.deepmem.lab.guest.DebianDisk;
import org.deepmem.lab.guest.Workload;

/// What the seed makes of a plan for one boot.
///
/// @param number of the boot, from 0
/// @param kernel package or file
/// @param memory MiB
/// @param cpus number of CPUs
/// @param services that Debian starts; empty for busybox
/// @param order what the agent is to do
/// @param firstDump number of its first dump, from 0
/// @param dumps how many are taken
record BootPlan(
    int number,
    String kernel,
    int memory,
    int cpus,
    List<String> services,
    AgentOrder order,
    int firstDump,
    int dumps) {

  /// Memory, in MiB, that is gone before the workload starts: kernel, initramfs, systemd.
  private static final int SYSTEM_MEMORY = 60;

  private static final int DEBIAN_MEMORY = 150;

  static BootPlan draw(CapturePlan plan, int number) {
    Random random = new Random(plan.seed() * 1_000_003L + number);
    int memory = plan.memory().draw(random, 16);
    int cpus = plan.cpus().draw(random, 1);
    boolean debian = plan.guest() == GuestKind.DEBIAN;
    int free = memory - (debian ? DEBIAN_MEMORY : SYSTEM_MEMORY);
    int threads = Math.clamp(free * 3 / 2, 30, 350);
    List<String> services = debian ? plan.services() : List.of();
    if (debian && services.isEmpty()) {
      services = DebianDisk.draw(random);
    }
    AgentOrder order =
        AgentOrder.draw(random, workload(plan, number), threads).hiding(plan.hides());
    int first = number * plan.dumpsPerBoot();
    return new BootPlan(
        number,
        plan.kernels().get(number % plan.kernels().size()),
        memory,
        cpus,
        services,
        plan.live() == null ? order : order.live(plan.live().mebibytesPerSecond()),
        first,
        Math.min(plan.dumpsPerBoot(), plan.count() - first));
  }

  /// With `auto`, the boots of one plan go through the workloads in turn; the seed says which is
  /// first.
  private static Workload workload(CapturePlan plan, int number) {
    if (plan.workload() != null) {
      return plan.workload();
    }
    Workload[] all = Workload.FOR_TRAINING;
    return all[(int) Math.floorMod(plan.seed() * 3 + number, (long) all.length)];
  }

  List<String> maskedServices() {
    return DebianDisk.services().stream().filter(name -> !services.contains(name)).toList();
  }
}
