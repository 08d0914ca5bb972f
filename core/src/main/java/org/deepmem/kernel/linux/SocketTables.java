package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Sockets: from the inodes of the socket file system, and from the hash tables of UNIX and TCP.
final class SocketTables {
  private static final int MAX_BUCKETS = 1 << 24;
  private static final int UNIX_BUCKETS = 512; // UNIX_HASH_SIZE, two halves
  private static final int TIME_WAIT = 6;
  private static final int NEW_SYN_RECV = 12;
  private static final int S_IFMT = 0xf000;
  private static final int S_IFSOCK = 0xc000;

  private final KernelReader kernel;
  private final KernelLists lists;
  private final ReachedObjects reached;

  SocketTables(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.lists = new KernelLists(kernel);
    this.reached = reached;
  }

  void collect() {
    byInode();
    unix();
    tcp();
  }

  private void byInode() {
    int embedded = kernel.offset("socket_alloc", "vfs_inode");
    int mode = kernel.offset("inode", "i_mode");
    int file = kernel.offset("socket", "file");
    int sock = kernel.offset("socket", "sk");
    int superBlock = kernel.offset("inode", "i_sb");
    if (embedded < 0 || mode < 0 || sock < 0 || superBlock < 0) {
      return;
    }
    long sockets = socketFileSystem();
    for (long inode : reached.of("inode")) {
      boolean isSocket = (kernel.uint16(inode + mode) & S_IFMT) == S_IFSOCK;
      if (isSocket && kernel.pointer(inode + superBlock) == sockets) {
        long socket = inode - embedded;
        reached.add("socket", socket, "inode");
        reached.add("file", kernel.pointer(socket + file), "socket.file");
        sock(kernel.pointer(socket + sock), "socket.sk");
      }
    }
  }

  /// The super block whose type is `sockfs`: sockets in other file systems are names only.
  private long socketFileSystem() {
    int type = kernel.offset("super_block", "s_type");
    int name = kernel.offset("file_system_type", "name");
    for (long superBlock : reached.of("super_block")) {
      long text = kernel.pointer(kernel.pointer(superBlock + type) + name);
      if (kernel.text(text, 16).equals("sockfs")) {
        return superBlock;
      }
    }
    return 0;
  }

  /// Notes a `struct sock` as what its protocol makes of it.
  private void sock(long sock, String source) {
    int protocol = kernel.offset("sock_common", "skc_prot");
    if (protocol < 0 || !kernel.isAddress(sock)) {
      return;
    }
    switch (kernel.symbolAt(kernel.pointer(sock + protocol))) {
      case "unix_dgram_proto", "unix_stream_proto", "unix_proto" ->
          reached.add("unix_sock", sock, source);
      case "tcp_prot", "tcpv6_prot" -> {
        int state = kernel.uint8(sock + kernel.offset("sock_common", "skc_state"));
        if (state != TIME_WAIT && state != NEW_SYN_RECV) {
          reached.add("tcp_sock", sock, source);
        }
      }
      default -> {
        // a protocol that has no object type
      }
    }
  }

  private void unix() {
    int node = kernel.offset("sock_common", "skc_node");
    int table = kernel.offset("net", "unx.table.buckets");
    long namespace = kernel.symbol("init_net");
    long buckets = kernel.symbol("unix_socket_table");
    if (buckets == 0) {
      buckets = kernel.symbol("unix_socket_tables");
    }
    if (table >= 0 && namespace != 0) {
      buckets = kernel.pointer(namespace + table);
    }
    for (int i = 0; buckets != 0 && i < UNIX_BUCKETS; i++) {
      lists.bucket(
          buckets + (long) i * kernel.wordSize(), node, sock -> sock(sock, "unix_socket_table"));
    }
  }

  private void tcp() {
    long table = kernel.symbol("tcp_hashinfo");
    int node = kernel.offset("sock_common", "skc_nulls_node");
    int established = kernel.offset("inet_hashinfo", "ehash");
    int mask = kernel.offset("inet_hashinfo", "ehash_mask");
    if (table != 0 && established >= 0 && mask >= 0) {
      long count = (kernel.int32(table + mask) & 0xffffffffL) + 1;
      buckets(
          kernel.pointer(table + established),
          count,
          0,
          kernel.wordSize(),
          node,
          "tcp_hashinfo.ehash");
    }
    int listening = kernel.offset("inet_hashinfo", "lhash2");
    int listeningMask = kernel.offset("inet_hashinfo", "lhash2_mask");
    int head = kernel.offset("inet_listen_hashbucket", "nulls_head");
    int size = kernel.size("inet_listen_hashbucket").orElse(0);
    if (table != 0 && listening >= 0 && listeningMask >= 0 && head >= 0) {
      long count = (kernel.int32(table + listeningMask) & 0xffffffffL) + 1;
      buckets(kernel.pointer(table + listening), count, head, size, node, "tcp_hashinfo.lhash2");
    }
  }

  private void buckets(long table, long count, int head, int size, int node, String source) {
    if (!kernel.isAddress(table)) {
      return;
    }
    for (long i = 0; i < Math.min(count, MAX_BUCKETS); i++) {
      lists.bucket(table + i * size + head, node, sock -> sock(sock, source));
    }
  }
}
