package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// A `socket` lies beside its inode in a `socket_alloc`.
final class SocketInodes {
  private final int socket;
  private final int inode;
  private final Field number;

  SocketInodes(KernelReader kernel) {
    socket = kernel.offset("socket_alloc", "socket");
    inode = kernel.offset("socket_alloc", "vfs_inode");
    number = Field.of(kernel, "inode", "i_ino");
  }

  /// Address of the inode; 0 for that of no socket.
  long of(long address) {
    return address == 0 || socket < 0 || inode < 0 ? 0 : address - socket + inode;
  }

  Optional<String> number(long address) {
    return number.count(of(address));
  }
}
