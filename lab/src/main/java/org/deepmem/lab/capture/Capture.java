package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;
import org.deepmem.lab.guest.DebianDisk;
import org.deepmem.lab.guest.GuestImage;
import org.deepmem.lab.guest.HidingModule;
import org.deepmem.lab.guest.Kernel;
import org.deepmem.lab.guest.KernelStore;
import org.deepmem.lab.qemu.MachineConfig;
import org.deepmem.lab.qemu.VirtualMachine;
import org.jspecify.annotations.Nullable;

/// Boots guests and dumps them. Boots whose dumps are all in the output folder already are not
/// repeated, so that a capture that was interrupted goes on where it was.
public final class Capture {
  private final CapturePlan plan;
  private final CaptureListener listener;
  private final List<CapturedDump> captured = new ArrayList<>();

  private Capture(CapturePlan plan, CaptureListener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  /// Captures what the plan says.
  ///
  /// @return the dumps, in order
  /// @throws LabException with one line that says what failed and what to do; nothing half-written
  ///   stays behind, and finished dumps stay
  public static List<CapturedDump> run(CapturePlan plan, CaptureListener listener)
      throws IOException {
    return new Capture(plan, listener).run();
  }

  private List<CapturedDump> run() throws IOException {
    List<Tool> tools = new ArrayList<>(List.of(Tool.QEMU, Tool.BUSYBOX, Tool.GCC));
    if (plan.kernels().stream().anyMatch(kernel -> !kernel.contains("/"))) {
      tools.add(Tool.APT_GET);
    }
    if (plan.guest() == GuestKind.DEBIAN) {
      tools.addAll(List.of(Tool.MMDEBSTRAP, Tool.MKE2FS));
      DebianDisk.check(plan.services());
    }
    if (!plan.hides().isEmpty()) {
      tools.addAll(HidingModule.TOOLS);
    }
    Tool.require(tools);
    for (int boot = 0; boot * plan.dumpsPerBoot() < plan.count(); boot++) {
      boot(BootPlan.draw(plan, boot));
    }
    return List.copyOf(captured);
  }

  private void boot(BootPlan boot) throws IOException {
    listener.step("preparing " + boot.kernel());
    Kernel kernel = new KernelStore(plan.cache()).get(boot.kernel());
    List<DumpFiles> files = new ArrayList<>();
    for (int dump = 0; dump < boot.dumps(); dump++) {
      files.add(new DumpFiles(plan.output(), name(kernel, boot, dump), extension()));
    }
    if (files.stream().allMatch(file -> Files.exists(file.manifest()))) {
      for (DumpFiles file : files) {
        keep(file, Manifest.read(file.manifest()), Duration.ZERO);
      }
      return;
    }
    boolean debian = plan.guest() == GuestKind.DEBIAN;
    try (Scratch scratch = new Scratch()) {
      Path initramfs = scratch.folder().resolve("initramfs");
      GuestImage.build(kernel, boot.order(), boot.maskedServices(), debian, plan.cache())
          .write(initramfs);
      @Nullable Path disk =
          debian ? DebianDisk.image(plan.cache(), kernel.architecture(), listener::step) : null;
      @Nullable LiveDump live =
          plan.live() == null ? null : new LiveDump(plan.live(), plan.format(), scratch);
      MachineConfig config =
          new MachineConfig(
              kernel.image(),
              initramfs,
              disk,
              live == null ? null : live.disk(boot.memory()),
              boot.memory(),
              boot.cpus(),
              plan.kernelArguments(),
              plan.accelerator());
      listener.step(
          "booting %s with %d MiB, %d CPUs, workload %s"
              .formatted(
                  name(kernel), boot.memory(), boot.cpus(), boot.order().workload().label()));
      VirtualMachine machine = VirtualMachine.start(config, scratch);
      try (Watchdog watchdog = new Watchdog(plan.timeout(), machine::kill)) {
        dumps(boot, kernel, config, machine, scratch, live, files, watchdog);
      }
    }
  }

  private void dumps(
      BootPlan boot,
      Kernel kernel,
      MachineConfig config,
      VirtualMachine machine,
      Scratch scratch,
      @Nullable LiveDump live,
      List<DumpFiles> files,
      Watchdog watchdog)
      throws IOException {
    AgentPort agent = new AgentPort(machine.port());
    for (int dump = 0; dump < files.size(); dump++) {
      DumpFiles file = files.get(dump);
      long start = System.nanoTime();
      try {
        GuestReport report = agent.report();
        Manifest.@Nullable Live taken = null;
        if (live == null) {
          file.write(scratch, aside -> machine.dump(plan.format(), aside));
        } else {
          taken = live.write(machine, agent, file);
        }
        report.write(file.guest());
        Manifest manifest = manifest(boot, kernel, config, machine, file, report, dump, taken);
        agent.goOn();
        watchdog.calm();
        manifest.write(file.manifest());
        keep(file, manifest, Duration.ofNanos(System.nanoTime() - start));
      } catch (IOException e) {
        throw failed(e, machine, file, watchdog);
      }
    }
  }

  private LabException failed(
      IOException cause, VirtualMachine machine, DumpFiles file, Watchdog watchdog)
      throws IOException {
    String what =
        watchdog.hasBitten()
            ? "the guest did not get there within %d s (--timeout) and was stopped"
                .formatted(plan.timeout().toSeconds())
            : String.valueOf(cause.getMessage());
    return new LabException(
        "%s: %s; the last lines of its console: %s"
            .formatted(file.name(), what, String.join(" | ", machine.console(4))),
        cause);
  }

  private void keep(DumpFiles file, Manifest manifest, Duration took) {
    CapturedDump dump = new CapturedDump(file.dump(), file.manifest(), file.guest(), manifest);
    captured.add(dump);
    listener.captured(dump, captured.size(), plan.count(), took);
  }

  private Manifest manifest(
      BootPlan boot,
      Kernel kernel,
      MachineConfig config,
      VirtualMachine machine,
      DumpFiles file,
      GuestReport report,
      int dump,
      Manifest.@Nullable Live live)
      throws IOException {
    return new Manifest(
        file.dump().getFileName().toString(),
        extension(),
        Files.size(file.dump()),
        Sha256.of(file.dump()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        boot.memory(),
        boot.cpus(),
        machine.qemuVersion(),
        new Manifest.Boot(
            plan.guest().label(),
            kernel.origin(),
            report.text("version").strip(),
            config.commandLine(),
            config.accelerator().option(),
            boot.order().workload().label(),
            plan.seed(),
            boot.number(),
            dump,
            boot.order().seed(),
            boot.order().processes(),
            boot.order().stopped(),
            boot.services(),
            report.settled(),
            report.text("threads").lines().count()),
        live,
        plan.hides().isEmpty() ? null : HiddenObject.parse(report.text("hidden"), plan.hides()));
  }

  private String extension() {
    return plan.live() == null ? plan.format().extension() : LiveDump.EXTENSION;
  }

  private String name(Kernel kernel, BootPlan boot, int dump) {
    String guest = plan.guest() == GuestKind.DEBIAN ? "debian-" : "";
    return "%s-%s%s%s%s-s%d-%02d"
        .formatted(
            name(kernel),
            plan.live() == null ? "" : "live-",
            plan.hides().isEmpty() ? "" : "hiding-",
            guest,
            boot.order().workload().label(),
            plan.seed(),
            boot.firstDump() + dump);
  }

  private static String name(Kernel kernel) {
    return kernel.image().getFileName().toString().replaceFirst("^vmlinuz-?", "linux-");
  }
}
