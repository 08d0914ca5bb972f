package org.deepmem.lab.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.deepmem.lab.guest.HideKind;
import org.deepmem.lab.guest.Workload;
import org.deepmem.lab.qemu.Accelerator;
import org.deepmem.lab.qemu.DumpFormat;
import org.jspecify.annotations.Nullable;

/// What is to be captured. The same plan gives guests of the same sizes, workloads and draws; when
/// exactly a guest's processes run, and so the dump's bytes, no seed decides.
///
/// @param kernels packages or files, taken in turn, boot by boot
/// @param guest which system runs
/// @param count number of dumps
/// @param dumpsPerBoot dumps taken of one boot, with more of the workload between them
/// @param seed of all draws
/// @param memory MiB
/// @param cpus number of CPUs
/// @param kernelArguments added to the kernel's command line
/// @param workload null: each boot another one, the held-out one never
/// @param services which services Debian starts; empty: a few, drawn
/// @param timeout for each dump, from the boot or the dump before it
/// @param live how the guest copies its own memory while it works; null: it holds still and QEMU
///   dumps it
/// @param hides what the guest hides from itself before the first dump
/// @param output folder for the dumps
/// @param cache folder for kernels, disks and the compiled agent
public record CapturePlan(
    List<String> kernels,
    GuestKind guest,
    int count,
    int dumpsPerBoot,
    long seed,
    IntRange memory,
    IntRange cpus,
    String kernelArguments,
    @Nullable Workload workload,
    List<String> services,
    DumpFormat format,
    Accelerator accelerator,
    Duration timeout,
    @Nullable LivePlan live,
    List<HideKind> hides,
    Path output,
    Path cache) {

  /// Starts a plan of one dump of one kernel; everything else as the command line has it by
  /// default.
  public static Builder of(String kernel, Path output) {
    return new Builder(List.of(kernel), output);
  }

  /// Starts a plan for several kernels.
  public static Builder of(List<String> kernels, Path output) {
    return new Builder(kernels, output);
  }

  /// The folder where kernels, disks and the agent are kept between runs: under `XDG_CACHE_HOME`,
  /// or else `~/.cache`.
  public static Path defaultCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("deepmem");
  }

  /// Collects a plan's parts.
  public static final class Builder {
    private final List<String> kernels;
    private final Path output;
    private GuestKind guest = GuestKind.BUSYBOX;
    private int count = 1;
    private int dumpsPerBoot = 1;
    private long seed = 1;
    private IntRange memory = new IntRange(128, 256);
    private IntRange cpus = new IntRange(1, 2);
    private String kernelArguments = "";
    private @Nullable Workload workload;
    private List<String> services = List.of();
    private DumpFormat format = DumpFormat.ELF;
    private Accelerator accelerator = Accelerator.TCG;
    private Duration timeout = Duration.ofMinutes(5);
    private @Nullable LivePlan live;
    private List<HideKind> hides = List.of();
    private Path cache = defaultCache();

    private Builder(List<String> kernels, Path output) {
      this.kernels = List.copyOf(kernels);
      this.output = output.toAbsolutePath();
    }

    /// Which system runs.
    public Builder guest(GuestKind value) {
      guest = value;
      return this;
    }

    /// How many dumps, and how many of one boot.
    public Builder dumps(int total, int perBoot) {
      count = total;
      dumpsPerBoot = perBoot;
      return this;
    }

    /// Seed of all draws.
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /// Memory (MiB) and number of CPUs.
    public Builder machine(IntRange mebibytes, IntRange processors) {
      memory = mebibytes;
      cpus = processors;
      return this;
    }

    /// Added to the kernel's command line, such as `slab_nomerge`.
    public Builder kernelArguments(String value) {
      kernelArguments = value;
      return this;
    }

    /// The workload of every boot; null for another one each time.
    public Builder workload(@Nullable Workload value) {
      workload = value;
      return this;
    }

    /// The services that Debian starts.
    public Builder services(List<String> value) {
      services = List.copyOf(value);
      return this;
    }

    /// The dumps' format.
    public Builder format(DumpFormat value) {
      format = value;
      return this;
    }

    /// What runs the guest's instructions.
    public Builder accelerator(Accelerator value) {
      accelerator = value;
      return this;
    }

    /// Time for each dump.
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /// Dumps are copied by the guest itself while it works.
    public Builder live(LivePlan value) {
      live = value;
      return this;
    }

    /// What the guest hides from itself.
    public Builder hide(Collection<HideKind> value) {
      hides = value.stream().distinct().sorted().toList();
      return this;
    }

    /// Folder that is kept between runs.
    public Builder cache(Path value) {
      cache = value.toAbsolutePath();
      return this;
    }

    /// The plan.
    public CapturePlan build() {
      return new CapturePlan(
          kernels,
          guest,
          count,
          dumpsPerBoot,
          seed,
          memory,
          cpus,
          kernelArguments,
          workload,
          services,
          format,
          accelerator,
          timeout,
          live,
          hides,
          output,
          cache);
    }
  }
}
