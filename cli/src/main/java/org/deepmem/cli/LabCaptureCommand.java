package org.deepmem.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.lab.capture.AttachedCapture;
import org.deepmem.lab.capture.Capture;
import org.deepmem.lab.capture.CaptureListener;
import org.deepmem.lab.capture.CapturePlan;
import org.deepmem.lab.capture.CapturedDump;
import org.deepmem.lab.capture.GuestKind;
import org.deepmem.lab.capture.IntRange;
import org.deepmem.lab.capture.LivePlan;
import org.deepmem.lab.guest.HideKind;
import org.deepmem.lab.guest.Workload;
import org.deepmem.lab.qemu.Accelerator;
import org.deepmem.lab.qemu.DumpFormat;
import org.deepmem.report.HarmlessText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `deepmem lab capture`: boots guests, or attaches to one, and dumps their memory.
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Boots virtual machines with a random workload and dumps their memory, each dump with a"
          + " manifest and with what the guest itself said of its threads, files and slabs."
    },
    footer = {
      "",
      "Examples:",
      "  deepmem lab capture --kernel 'linux-image-6.1.0-*-cloud-amd64' --count 10 --seed 1 \\",
      "      --memory 128M..256M --guest-args slab_nomerge -o dumps/",
      "  deepmem lab capture --kernel 'linux-image-6.1.0-*-amd64' --guest debian --memory 384M \\",
      "      -o dumps/",
      "  deepmem lab capture --kernel 'linux-image-6.1.0-*-cloud-amd64' --live -o live/",
      "  deepmem lab capture --kernel 'linux-image-6.1.0-*-cloud-amd64' --hide process,module \\",
      "      --memory 128M -o hidden/",
      "  deepmem lab capture --qmp /run/vm.sock -o dumps/"
    })
final class LabCaptureCommand implements Callable<Integer> {
  /// Faster than any guest copies.
  private static final int FASTEST = 65_536;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "PACKAGE|VMLINUZ",
      description =
          "Debian kernel packages, .deb files or vmlinuz files; taken in turn. In a package's name *"
              + " stands for a number: the newest that apt offers.")
  private List<String> kernels = List.of();

  @Option(
      names = "--qmp",
      paramLabel = "SOCKET",
      description = "Attach to a running QEMU by its QMP socket instead of booting one.")
  private @Nullable Path qmp;

  @Option(
      names = {"-o", "--output"},
      required = true,
      description = "Folder for the dumps.")
  private Path output = Path.of("");

  @Option(names = "--count", defaultValue = "1", description = "Dumps in all (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--dumps-per-boot",
      defaultValue = "1",
      description = "Dumps of one boot, with more of the workload between (${DEFAULT-VALUE}).")
  private int dumpsPerBoot;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of all draws (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--memory",
      defaultValue = "128M..256M",
      paramLabel = "SIZE[..SIZE]",
      description = "Memory of a guest (${DEFAULT-VALUE}).")
  private String memory = "";

  @Option(
      names = "--cpus",
      defaultValue = "1..2",
      paramLabel = "N[..N]",
      description = "CPUs of a guest (${DEFAULT-VALUE}).")
  private String cpus = "";

  @Option(
      names = "--guest",
      defaultValue = "busybox",
      description = "busybox: boots in seconds; debian: systemd, ext4, network, services.")
  private GuestKind guest = GuestKind.BUSYBOX;

  @Option(
      names = "--guest-args",
      defaultValue = "",
      paramLabel = "\"ARG ...\"",
      description = "Added to the guest kernel's command line, such as slab_nomerge.")
  private String guestArguments = "";

  @Option(
      names = "--workload",
      defaultValue = "auto",
      description =
          "mixed, fork, files, net, events, maps, creds, churn, server; auto: another one each boot,"
              + " but never server, which is for testing.")
  private String workload = "";

  @Option(
      names = "--services",
      split = ",",
      description = "What a Debian guest starts (by default three to six, drawn).")
  private List<String> services = List.of();

  @Option(
      names = "--format",
      defaultValue = "elf",
      description = "elf, kdump or raw (${DEFAULT-VALUE}).")
  private DumpFormat format = DumpFormat.ELF;

  @Option(
      names = "--live",
      description =
          "The guest copies its own memory (LiME) while its processes go on, so that pages are of"
              + " different moments. QEMU dumps it paused before and after, which gives"
              + " NAME.truth.jsonl: live is what both know; the rest is unsure, told as residual.")
  private boolean live;

  @Option(
      names = "--live-rate",
      defaultValue = "16",
      paramLabel = "MIB",
      description = "MiB that a live copy takes a second, at most (${DEFAULT-VALUE}).")
  private int liveRate;

  @Option(
      names = "--keep",
      description = "With --live: keep the paused dumps, as NAME.before and NAME.after.")
  private boolean keep;

  @Option(
      names = "--hide",
      split = ",",
      paramLabel = "WHAT",
      description =
          "The guest hides from itself, as by a rootkit: process, one with threads, files and"
              + " sockets; module, the kernel module that does it. The module is compiled for the"
              + " kernel (make, and the headers' packages by apt) and loaded in the running guest;"
              + " it tells the manifest the addresses.")
  private List<HideKind> hides = List.of();

  @Option(
      names = "--accel",
      defaultValue = "tcg",
      description = "tcg or kvm (${DEFAULT-VALUE}); kvm is never chosen by itself.")
  private Accelerator accelerator = Accelerator.TCG;

  @Option(
      names = "--timeout",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "For each dump; a guest that hangs is stopped then (${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Keeps kernels, disks and the guest's program (by default ~/.cache/deepmem).")
  private @Nullable Path cache;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (kernels.isEmpty() == (qmp == null)) {
      throw new ParameterException(spec.commandLine(), "give one of --kernel and --qmp");
    }
    if (qmp != null && !hides.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--hide goes with --kernel only");
    }
    if (qmp != null && live || keep && !live) {
      throw new ParameterException(
          spec.commandLine(), "--live goes with --kernel only, and --keep with --live only");
    }
    if (liveRate < 1 || liveRate > FASTEST) {
      throw new ParameterException(
          spec.commandLine(), "--live-rate is from 1 to %d MiB a second".formatted(FASTEST));
    }
    if (count < 1 || dumpsPerBoot < 1 || timeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--count, --dumps-per-boot and --timeout start at 1");
    }
    if (qmp != null) {
      CapturedDump dump =
          AttachedCapture.run(qmp, format, output, "live-" + System.currentTimeMillis());
      out.println(HarmlessText.of(dump.dump().toString()));
    } else {
      Capture.run(plan(), new Lines(out, err));
    }
    out.flush();
    return 0;
  }

  private CapturePlan plan() throws IOException {
    CapturePlan.Builder plan = CapturePlan.of(kernels, output);
    if (live) {
      plan.live(new LivePlan(liveRate, keep));
    }
    return plan.guest(guest)
        .dumps(count, dumpsPerBoot)
        .seed(seed)
        .machine(IntRange.ofMebibytes(memory), IntRange.of(cpus))
        .kernelArguments(guestArguments)
        .workload(workload.equals("auto") ? null : Workload.named(workload))
        .services(services)
        .format(format)
        .accelerator(accelerator)
        .hide(hides)
        .timeout(Duration.ofSeconds(timeout))
        .cache(cache == null ? CapturePlan.defaultCache() : cache)
        .build();
  }

  /// Steps to standard error, finished dumps to standard output.
  private record Lines(PrintWriter out, PrintWriter err) implements CaptureListener {
    @Override
    public void step(String step) {
      err.println(HarmlessText.of(step));
      err.flush();
    }

    @Override
    public void captured(CapturedDump dump, int number, int total, Duration took) {
      out.println(HarmlessText.of(dump.dump().toString()));
      out.flush();
      var boot = dump.manifest().boot();
      var live = dump.manifest().live();
      err.printf(
          "  %d of %d in %d s%s%n",
          number,
          total,
          took.toSeconds(),
          boot == null
              ? ""
              : ": %d threads%s"
                  .formatted(
                      boot.threads(), boot.settled() || live != null ? "" : ", not settled"));
      if (live != null) {
        err.printf(
            "    copied in %.1f s, %d processes made meanwhile; of %,d pages %,d differ from the"
                + " moment before, %,d from the one after, %,d from both; %,d objects sure, %,d not%n",
            live.milliseconds() / 1000.0,
            live.processesMade(),
            live.smear().pages(),
            live.smear().differFromBefore(),
            live.smear().differFromAfter(),
            live.smear().ofNeither(),
            live.objects(),
            live.unsure());
      }
      err.flush();
    }
  }
}
