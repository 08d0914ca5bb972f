package org.deepmem.lab.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.files.AsideFile;
import org.deepmem.lab.LabException;
import org.jspecify.annotations.Nullable;

/// Where a dump comes from; `NAME.manifest.json` beside the dump. What the guest itself said lies
/// in the folder `NAME.guest`, see [GuestReport].
///
/// @param dump file name of the dump
/// @param format `elf`, `kdump` or `raw`; `lime` of a live dump
/// @param bytes size of the dump's file
/// @param sha256 of the dump's file, in hexadecimal
/// @param time when it was taken, ISO 8601, UTC
/// @param memoryMebibytes the machine's memory
/// @param cpus the machine's CPUs
/// @param qemu version of QEMU
/// @param boot how the guest was started; absent for a machine that we only attached to
/// @param live how a live dump was taken and what its truth is; absent for a dump of one moment
/// @param hidden what the guest hid from itself, in the module's own words; absent where nothing
///   was
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String dump,
    String format,
    long bytes,
    String sha256,
    String time,
    long memoryMebibytes,
    int cpus,
    String qemu,
    @Nullable Boot boot,
    @Nullable Live live,
    @Nullable List<HiddenObject> hidden) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// How a guest was started, and what it was doing.
  ///
  /// @param guest `busybox` or `debian`
  /// @param kernelPackage the package's file, with its version; or the kernel's file
  /// @param kernelVersion the guest's own /proc/version
  /// @param commandLine the kernel's command line
  /// @param accelerator `tcg` or `kvm`
  /// @param workload what the agent's processes did
  /// @param seed of the plan
  /// @param bootNumber of the plan, from 0
  /// @param dumpOfBoot which dump of the boot, from 0
  /// @param agentSeed drawn from the seed
  /// @param processes about how many threads the agent was to add
  /// @param stopped whether processes were stopped by a signal as well
  /// @param services that Debian started
  /// @param settled whether the slab counts had stopped moving, so that they match the dump exactly
  /// @param threads how many threads the guest listed
  public record Boot(
      String guest,
      String kernelPackage,
      String kernelVersion,
      String commandLine,
      String accelerator,
      String workload,
      long seed,
      int bootNumber,
      int dumpOfBoot,
      long agentSeed,
      int processes,
      boolean stopped,
      List<String> services,
      boolean settled,
      long threads) {}

  /// A dump that the guest took of itself while it worked, between two dumps for which it was
  /// paused.
  ///
  /// @param mebibytesPerSecond the most that was copied, on average
  /// @param milliseconds how long the copy took, by the guest's clock
  /// @param processesMade how many processes and threads the guest began meanwhile
  /// @param smear how many pages are of which moment
  /// @param truth what the truth file beside the dump counts as an object
  /// @param objects sure: in both paused dumps
  /// @param unsure residuals of the truth file: in one of them, or freed
  /// @param paused file names of the paused dumps, before and after; empty where they weren't kept
  public record Live(
      int mebibytesPerSecond,
      long milliseconds,
      long processesMade,
      Smear smear,
      String truth,
      long objects,
      long unsure,
      List<String> paused) {}

  /// Writes the manifest aside and moves it into place.
  void write(Path file) throws IOException {
    AsideFile.write(file, aside -> Files.writeString(aside, JSON.writeValueAsString(this) + "\n"));
  }

  /// Reads a manifest.
  ///
  /// @throws LabException when the file is none
  public static Manifest read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), Manifest.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new LabException(file + ": is no manifest: " + e.getOriginalMessage(), e);
    }
  }
}
