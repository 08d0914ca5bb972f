package org.deepmem.kernel.linux;

import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `tcp_sock`.
final class TcpMembers implements MemberDecoder {
  private final SockFields socks;

  TcpMembers(SockFields socks) {
    this.socks = socks;
  }

  @Override
  public void decode(long sock, ObjectFacts.Builder facts) {
    socks.putFamily(facts, sock);
    socks.putState(facts, sock, SocketWords::state);
    socks.putEnds(facts, sock);
    socks.putOwner(facts, sock);
  }
}
