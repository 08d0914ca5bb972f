package org.deepmem.lab.qemu;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// A virtual machine that we started. It ends with its scratch folder.
public final class VirtualMachine {
  static final String CONSOLE = "console";
  static final String PORT = "port";
  static final String MONITOR = "qmp";

  private final Scratch scratch;
  private final Process process;
  private final QmpClient qmp;
  private final SocketChannel port;

  private VirtualMachine(Scratch scratch, Process process, QmpClient qmp, SocketChannel port) {
    this.scratch = scratch;
    this.process = process;
    this.qmp = qmp;
    this.port = port;
  }

  /// Starts a machine and connects to its monitor and to the guest's second serial port. It dies
  /// with the thread that starts it, too.
  ///
  /// @param scratch where its files go; closing it kills the machine
  public static VirtualMachine start(MachineConfig config, Scratch scratch) throws IOException {
    List<String> command = new ArrayList<>();
    // A machine whose master was killed would go on for ever.
    Tool.SETPRIV
        .find()
        .ifPresent(setpriv -> command.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL")));
    command.add(Tool.QEMU.path().toString());
    command.addAll(config.arguments(scratch.folder()));
    Path log = scratch.folder().resolve("qemu.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    // QEMU keeps what the guest writes to its disk in a file there.
    builder.environment().put("TMPDIR", scratch.folder().toString());
    Process process = builder.start();
    scratch.atEnd(() -> kill(process));
    Path monitor = scratch.folder().resolve(MONITOR);
    for (int tries = 0; !Files.exists(monitor); tries++) {
      if (!process.isAlive() || tries > 600) {
        throw new LabException("QEMU did not start: " + Files.readString(log).strip());
      }
      rest();
    }
    QmpClient qmp = new QmpClient(monitor);
    scratch.atEnd(() -> closeQuietly(qmp));
    SocketChannel port =
        SocketChannel.open(UnixDomainSocketAddress.of(scratch.folder().resolve(PORT)));
    scratch.atEnd(() -> closeQuietly(port));
    return new VirtualMachine(scratch, process, qmp, port);
  }

  /// The guest's second serial port, both ways.
  public SocketChannel port() {
    return port;
  }

  /// QEMU's version, such as `7.2.22`.
  public String qemuVersion() throws IOException {
    return version(qmp);
  }

  /// The version of the QEMU behind a monitor.
  static String version(QmpClient qmp) throws IOException {
    var version = qmp.execute("query-version", Map.of()).path("qemu");
    return "%d.%d.%d"
        .formatted(
            version.path("major").asInt(),
            version.path("minor").asInt(),
            version.path("micro").asInt());
  }

  /// Writes the guest's memory while the guest is stopped, and lets it go on.
  ///
  /// @param file absolute path; a file that is there is overwritten and keeps its permissions
  public void dump(DumpFormat format, Path file) throws IOException {
    RunningMachine.dump(qmp, format, file);
  }

  /// The last lines that the guest wrote to its console.
  public List<String> console(int lines) throws IOException {
    Path console = scratch.folder().resolve(CONSOLE);
    if (!Files.exists(console)) {
      return List.of();
    }
    List<String> all =
        Files.readString(console, StandardCharsets.ISO_8859_1)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /// Kills the machine; whoever waits for it is told by an end of its streams.
  public void kill() {
    kill(process);
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception e) {
      // The machine is gone, and its connections with it: there is nobody left to tell.
      Thread.onSpinWait();
    }
  }

  private static void rest() throws LabException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while QEMU starts", e);
    }
  }
}
