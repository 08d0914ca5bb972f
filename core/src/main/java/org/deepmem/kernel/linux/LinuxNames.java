package org.deepmem.kernel.linux;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.kernel.Decoder;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectNames;

/// Names objects for people: the PID and command of a task, the name of a file. For one thread.
public final class LinuxNames implements ObjectNames {
  private static final Map<String, Decoder> DECODERS =
      Map.ofEntries(
          entry("task_struct", TaskDecoders::task),
          entry("mm_struct", TaskDecoders::memory),
          entry("vm_area_struct", TaskDecoders::area),
          entry("signal_struct", TaskDecoders::signal),
          entry("cred", TaskDecoders::credentials),
          entry("pid", TaskDecoders::pid),
          entry("file", FileDecoders::file),
          entry("dentry", FileDecoders::dentry),
          entry("inode", FileDecoders::inode),
          entry("files_struct", FileDecoders::files),
          entry("kernfs_node", FileDecoders::kernfs),
          entry("module", FileDecoders::module),
          entry("socket", SocketDecoders::socket),
          entry("tcp_sock", SocketDecoders::tcp),
          entry("unix_sock", SocketDecoders::unix));

  private final KernelReader kernel;

  public LinuxNames(LinuxKernel kernel) {
    this.kernel = kernel.reader();
  }

  @Override
  public Map<String, String> of(String type, long address) {
    Map<String, String> facts = new LinkedHashMap<>();
    Decoder decoder = DECODERS.get(type);
    if (decoder != null && kernel.readable(address, 1)) {
      decoder.decode(kernel, address, facts);
    }
    return Collections.unmodifiableMap(facts);
  }
}
