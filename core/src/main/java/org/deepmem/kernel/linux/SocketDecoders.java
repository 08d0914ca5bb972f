package org.deepmem.kernel.linux;

import java.util.Map;
import org.deepmem.kernel.KernelReader;

/// Decoders of sockets.
final class SocketDecoders {
  private static final int IPV6 = 10; // AF_INET6
  private static final int UNIX_PATH = 108;

  private SocketDecoders() {}

  static void socket(KernelReader kernel, long socket, Map<String, String> facts) {
    int type = kernel.offset("socket", "type");
    int operations = kernel.offset("socket", "ops");
    if (type >= 0 && operations >= 0) {
      facts.put("type", String.valueOf(kernel.uint16(socket + type)));
      facts.put("ops", kernel.symbolAt(kernel.pointer(socket + operations)));
    }
  }

  static void tcp(KernelReader kernel, long sock, Map<String, String> facts) {
    int family = kernel.offset("sock_common", "skc_family");
    int localPort = kernel.offset("sock_common", "skc_num");
    int remotePort = kernel.offset("sock_common", "skc_dport");
    if (family < 0 || localPort < 0 || remotePort < 0) {
      return;
    }
    boolean sixth = kernel.uint16(sock + family) == IPV6;
    String local = address(kernel, sock, sixth ? "skc_v6_rcv_saddr" : "skc_rcv_saddr", sixth);
    String remote = address(kernel, sock, sixth ? "skc_v6_daddr" : "skc_daddr", sixth);
    int bigEndian = kernel.uint16(sock + remotePort);
    facts.put("local", local + ":" + kernel.uint16(sock + localPort));
    facts.put("remote", remote + ":" + ((bigEndian & 0xff) << 8 | bigEndian >>> 8));
    facts.put(
        "state", String.valueOf(kernel.uint8(sock + kernel.offset("sock_common", "skc_state"))));
  }

  static void unix(KernelReader kernel, long sock, Map<String, String> facts) {
    int address = kernel.offset("unix_sock", "addr");
    int name = kernel.offset("unix_address", "name");
    long bound = address < 0 ? 0 : kernel.pointer(sock + address);
    if (kernel.isAddress(bound) && name >= 0) {
      long path = bound + name + 2; // past sun_family
      boolean isAbstract = kernel.uint8(path) == 0;
      facts.put(
          "path",
          isAbstract ? "@" + kernel.text(path + 1, UNIX_PATH) : kernel.text(path, UNIX_PATH));
    }
    facts.put(
        "state", String.valueOf(kernel.uint8(sock + kernel.offset("sock_common", "skc_state"))));
  }

  private static String address(KernelReader kernel, long sock, String member, boolean sixth) {
    long at = sock + kernel.offset("sock_common", member);
    StringBuilder text = new StringBuilder(sixth ? "[" : "");
    for (int i = 0; i < (sixth ? 8 : 4); i++) {
      if (sixth) {
        int group = kernel.uint8(at + 2L * i) << 8 | kernel.uint8(at + 2L * i + 1);
        text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
      } else {
        text.append(i == 0 ? "" : ".").append(kernel.uint8(at + i));
      }
    }
    return text.append(sixth ? "]" : "").toString();
  }
}
