package org.deepmem.kernel.linux;

import static java.util.Map.entry;

import java.util.Map;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;

/// Decodes the members of Linux objects. For one thread.
final class LinuxMembers implements ObjectMembers {
  private final KernelReader kernel;
  private final Map<String, MemberDecoder> decoders;

  LinuxMembers(LinuxKernel linux) {
    // Each object's decoding is bounded, and there is no bound to how many are asked for.
    kernel = new KernelReader(linux.space(), linux.symbols(), linux.types(), Long.MAX_VALUE);
    SuperBlocks superBlocks = new SuperBlocks(kernel);
    DentryNames names = new DentryNames(kernel);
    FilePaths paths = new FilePaths(kernel, names, superBlocks);
    TaskOwners owners = new TaskOwners(kernel);
    SockFields socks = new SockFields(kernel, owners);
    decoders =
        Map.ofEntries(
            entry(
                "task_struct",
                new TaskMembers(kernel, paths, linux.clock().map(KernelClock::boot))),
            entry("mm_struct", new MemoryMembers(kernel, owners, paths)),
            entry("vm_area_struct", new AreaMembers(kernel, owners, paths)),
            entry("signal_struct", new SignalMembers(kernel)),
            entry("files_struct", new FilesMembers(kernel, owners)),
            entry("cred", new CredMembers(kernel)),
            entry("pid", new PidMembers(kernel)),
            entry("file", new FileMembers(kernel, owners, paths, names, superBlocks)),
            entry("dentry", new DentryMembers(kernel, names, superBlocks)),
            entry("inode", new InodeMembers(kernel, names, superBlocks)),
            entry("kernfs_node", new KernfsMembers(kernel)),
            entry("module", new ModuleMembers(kernel)),
            entry("socket", new SocketMembers(kernel, socks)),
            entry("tcp_sock", new TcpMembers(socks)),
            entry("unix_sock", new UnixMembers(kernel, socks)));
  }

  @Override
  public ObjectFacts of(String type, long address) {
    MemberDecoder decoder = decoders.get(type);
    if (decoder == null) {
      return ObjectFacts.NONE;
    }
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    decoder.decode(address, facts);
    return facts.build();
  }
}
