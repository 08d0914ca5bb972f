package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectFacts;

/// The members of `sock` that all protocols share. A `tcp_sock` and a `unix_sock` begin with one.
final class SockFields {
  private final KernelReader kernel;
  private final Field family;
  private final Field state;
  private final Field localPort;
  private final Field remotePort;
  private final Field localAddress;
  private final Field remoteAddress;
  private final Field localAddress6;
  private final Field remoteAddress6;
  private final Field protocol;
  private final Field type;
  private final Field uid;
  private final Field socket;
  private final Field file;
  private final SocketInodes inodes;
  private final TaskOwners owners;
  private final TaskLabel label;

  SockFields(KernelReader kernel, TaskOwners owners) {
    this.kernel = kernel;
    this.owners = owners;
    label = new TaskLabel(kernel);
    file = Field.of(kernel, "socket", "file");
    family = Field.of(kernel, "sock_common", "skc_family");
    state = Field.of(kernel, "sock_common", "skc_state");
    localPort = Field.of(kernel, "sock_common", "skc_num");
    remotePort = Field.of(kernel, "sock_common", "skc_dport");
    localAddress = Field.of(kernel, "sock_common", "skc_rcv_saddr");
    remoteAddress = Field.of(kernel, "sock_common", "skc_daddr");
    localAddress6 = Field.of(kernel, "sock_common", "skc_v6_rcv_saddr");
    remoteAddress6 = Field.of(kernel, "sock_common", "skc_v6_daddr");
    protocol = Field.of(kernel, "sock", "sk_protocol");
    type = Field.of(kernel, "sock", "sk_type");
    uid = Field.of(kernel, "sock", "sk_uid");
    socket = Field.of(kernel, "sock", "sk_socket");
    inodes = new SocketInodes(kernel);
  }

  long family(long sock) {
    return family.unsigned(sock).orElse(0);
  }

  /// Whether a `tcp_sock` begins here; the kernel's raw sockets for TCP's own answers are none.
  boolean isTcp(long sock) {
    return isInternet(sock)
        && protocol.unsigned(sock).orElse(0) == SocketWords.TCP
        && type.unsigned(sock).orElse(0) == SocketWords.STREAM;
  }

  long socket(long sock) {
    return socket.follow(sock);
  }

  boolean isInternet(long sock) {
    long number = family(sock);
    return number == SocketWords.IPV4 || number == SocketWords.IPV6;
  }

  void putFamily(ObjectFacts.Builder facts, long sock) {
    facts.put("family", words(family, sock, SocketWords::family));
  }

  void putType(ObjectFacts.Builder facts, long sock) {
    facts.put("type", words(type, sock, SocketWords::type));
  }

  void putProtocol(ObjectFacts.Builder facts, long sock) {
    facts.put("protocol", words(protocol, sock, p -> SocketWords.protocol(family(sock), p)));
  }

  void putState(ObjectFacts.Builder facts, long sock, LongFunction<String> words) {
    facts.put("state", words(state, sock, words));
  }

  /// Addresses and ports of an IPv4 or IPv6 socket.
  void putEnds(ObjectFacts.Builder facts, long sock) {
    boolean sixth = family(sock) == SocketWords.IPV6;
    OptionalLong swapped = remotePort.unsigned(sock);
    facts
        .put("localAddress", address(sixth ? localAddress6 : localAddress, sock, sixth))
        .put("localPort", localPort.count(sock))
        .put("remoteAddress", address(sixth ? remoteAddress6 : remoteAddress, sock, sixth))
        .put(
            "remotePort",
            swapped.isPresent()
                ? Optional.of(
                    Integer.toString(
                        Short.toUnsignedInt(Short.reverseBytes((short) swapped.getAsLong()))))
                : Optional.empty());
  }

  /// Whose it is, the inode that /proc lists it by, and its `socket`. A socket that was closed has
  /// none left: "0", as in /proc.
  void putOwner(ObjectFacts.Builder facts, long sock) {
    long outer = socket.follow(sock);
    boolean orphaned = socket.in(sock) && socket.pointer(sock) == 0;
    facts
        .put("uid", uid.count(sock))
        .put("inode", orphaned ? Optional.of("0") : inodes.number(outer))
        .link("socket", "socket", outer);
    putProcess(facts, outer);
  }

  /// The process that has a `socket` open; absent where none is known to.
  void putProcess(ObjectFacts.Builder facts, long outer) {
    long owner = owners.ofFile(file.follow(outer));
    label.put(facts, "owner", owner);
    facts.link("owner", "task_struct", owner);
  }

  private static Optional<String> words(Field field, long sock, LongFunction<String> words) {
    OptionalLong value = field.unsigned(sock);
    return value.isPresent() ? Optional.of(words.apply(value.getAsLong())) : Optional.empty();
  }

  private Optional<String> address(Field field, long sock, boolean sixth) {
    byte[] bytes = new byte[sixth ? 16 : 4];
    if (!field.in(sock) || !kernel.readable(field.at(sock), bytes.length)) {
      return Optional.empty();
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) kernel.uint8(field.at(sock) + i);
    }
    return Optional.of(sixth ? InternetAddress.v6(bytes) : InternetAddress.v4(bytes));
  }
}
