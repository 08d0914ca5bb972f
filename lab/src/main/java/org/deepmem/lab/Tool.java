package org.deepmem.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of the machine that the lab runs, and the Debian package that brings each.
public enum Tool {
  /// Boots the guests.
  QEMU("qemu-system-x86_64", "qemu-system-x86"),
  /// The whole user land of the small guest; must be the static one.
  BUSYBOX("busybox", "busybox-static"),
  /// Compiles the agent that drives the workload inside the guest.
  GCC("gcc", "gcc libc6-dev"),
  /// Compiles kernel modules, by the kernel's own rules.
  MAKE("make", "make"),
  /// Has a program die with this one, be it killed.
  SETPRIV("setpriv", "util-linux"),
  /// Fetches kernel packages.
  APT_GET("apt-get", "apt"),
  /// Says which packages apt offers.
  APT_CACHE("apt-cache", "apt"),
  /// Makes the Debian guest's root file system.
  MMDEBSTRAP("mmdebstrap", "mmdebstrap"),
  /// Puts it into a disk image, without mounting.
  MKE2FS("mke2fs", "e2fsprogs");

  private final String program;
  private final String debianPackage;

  Tool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /// Where the program is: on the PATH, or in the system's folders that a user's PATH may lack.
  public Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Where the program is.
  ///
  /// @throws LabException when it isn't installed
  public Path path() throws LabException {
    return find()
        .orElseThrow(
            () ->
                new LabException(program + " is not installed: apt-get install " + debianPackage));
  }

  /// Checks that all of these are installed, and names all that are not in one line.
  ///
  /// @throws LabException with the command that installs what is missing
  public static void require(List<Tool> tools) throws LabException {
    List<Tool> missing = tools.stream().filter(tool -> tool.find().isEmpty()).distinct().toList();
    if (!missing.isEmpty()) {
      throw new LabException(
          "not installed: %s; remedy: apt-get install %s"
              .formatted(
                  String.join(", ", missing.stream().map(tool -> tool.program).toList()),
                  String.join(" ", missing.stream().map(tool -> tool.debianPackage).toList())));
    }
  }

  /// Runs the program to its end.
  ///
  /// @param folder where it runs
  /// @param environment added to this process's environment
  /// @return what it wrote to standard output and error
  /// @throws LabException when it fails, with the last line that it wrote
  public String run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(path().toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        String last = output.strip().lines().reduce((first, second) -> second).orElse("no output");
        throw new LabException("%s failed with status %d: %s".formatted(program, status, last));
      }
      return output;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabException(program + " was interrupted", e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      forget(end);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is going down already, and the hook with it: nothing to take back.
      hook.interrupt();
    }
  }
}
