package org.deepmem.lab.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A machine that somebody else runs, known by the socket of its monitor.
public final class RunningMachine implements AutoCloseable {
  private final QmpClient qmp;

  /// Attaches to the machine.
  public RunningMachine(Path socket) throws IOException {
    qmp = new QmpClient(socket);
  }

  /// QEMU's version.
  public String qemuVersion() throws IOException {
    return VirtualMachine.version(qmp);
  }

  /// Memory, in bytes.
  public long memory() throws IOException {
    return qmp.execute("query-memory-size-summary", Map.of()).path("base-memory").asLong();
  }

  /// Number of CPUs.
  public int cpus() throws IOException {
    return qmp.execute("query-cpus-fast", Map.of()).size();
  }

  /// Writes the machine's memory. It is stopped for as long as that takes, and then as it was
  /// before: running or not.
  ///
  /// @param file absolute path, as QEMU itself sees it
  public void dump(DumpFormat format, Path file) throws IOException {
    dump(qmp, format, file);
  }

  static void dump(QmpClient qmp, DumpFormat format, Path file) throws IOException {
    boolean running = qmp.execute("query-status", Map.of()).path("running").asBoolean();
    if (running) {
      qmp.execute("stop", Map.of());
    }
    try {
      format.write(qmp, file);
    } finally {
      if (running) {
        qmp.execute("cont", Map.of());
      }
    }
  }

  @Override
  public void close() throws IOException {
    qmp.close();
  }
}
