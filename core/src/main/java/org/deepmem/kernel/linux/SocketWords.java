package org.deepmem.kernel.linux;

/// What the numbers of sockets mean (include/linux/socket.h, include/net/tcp_states.h,
/// include/uapi/linux/in.h). A number without a word is shown as it is.
final class SocketWords {
  static final int UNIX = 1; // AF_UNIX
  static final int IPV4 = 2; // AF_INET
  static final int IPV6 = 10; // AF_INET6
  static final int TCP = 6; // IPPROTO_TCP
  static final int STREAM = 1; // SOCK_STREAM

  private static final String[] STATES = {
    "",
    "established",
    "syn sent",
    "syn received",
    "fin wait 1",
    "fin wait 2",
    "time wait",
    "closed",
    "close wait",
    "last ack",
    "listening",
    "closing",
    "new syn received"
  };
  private static final String[] SOCKET_STATES = {
    "free", "unconnected", "connecting", "connected", "disconnecting"
  };
  private static final String[] TYPES = {
    "", "stream", "datagram", "raw", "rdm", "seqpacket", "dccp", "", "", "", "packet"
  };

  private SocketWords() {}

  static String family(long family) {
    return switch ((int) family) {
      case 0 -> "unspecified";
      case UNIX -> "unix";
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
      case 15 -> "key";
      case 16 -> "netlink";
      case 17 -> "packet";
      case 29 -> "can";
      case 30 -> "tipc";
      case 31 -> "bluetooth";
      case 38 -> "alg";
      case 40 -> "vsock";
      case 44 -> "xdp";
      default -> Long.toString(family);
    };
  }

  /// @param family its numbers mean something else in each
  static String protocol(long family, long protocol) {
    if (family != IPV4 && family != IPV6) {
      return protocol == 0 ? "" : Long.toString(protocol);
    }
    return switch ((int) protocol) {
      case 0 -> "IP";
      case 1 -> "ICMP";
      case TCP -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      case 136 -> "UDP-Lite";
      case 255 -> "raw";
      case 262 -> "MPTCP";
      default -> Long.toString(protocol);
    };
  }

  /// Of a `sock`, as its protocol uses it.
  static String state(long state) {
    return word(STATES, state);
  }

  /// Of a `sock` of the UNIX family, which borrows TCP's numbers.
  static String unixState(long state) {
    return switch ((int) state) {
      case 1 -> "connected";
      case 7 -> "unconnected";
      default -> state(state);
    };
  }

  /// Of a `socket`.
  static String socketState(long state) {
    return word(SOCKET_STATES, state);
  }

  static String type(long type) {
    return word(TYPES, type);
  }

  private static String word(String[] words, long number) {
    return number >= 0 && number < words.length && !words[(int) number].isEmpty()
        ? words[(int) number]
        : Long.toString(number);
  }
}
