package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `socket`, and of the `sock` behind it.
final class SocketMembers implements MemberDecoder {
  private final SockFields socks;
  private final SocketInodes inodes;
  private final Field state;
  private final Field type;
  private final Field file;
  private final Field sock;

  SocketMembers(KernelReader kernel, SockFields socks) {
    this.socks = socks;
    inodes = new SocketInodes(kernel);
    state = Field.of(kernel, "socket", "state");
    type = Field.of(kernel, "socket", "type");
    file = Field.of(kernel, "socket", "file");
    sock = Field.of(kernel, "socket", "sk");
  }

  @Override
  public void decode(long socket, ObjectFacts.Builder facts) {
    long behind = sock.follow(socket);
    socks.putFamily(facts, behind);
    OptionalLong kind = type.unsigned(socket);
    facts.put(
        "type",
        kind.isPresent() ? Optional.of(SocketWords.type(kind.getAsLong())) : Optional.empty());
    socks.putProtocol(facts, behind);
    OptionalLong now = state.unsigned(socket);
    facts.put(
        "state",
        now.isPresent() ? Optional.of(SocketWords.socketState(now.getAsLong())) : Optional.empty());
    if (socks.isInternet(behind)) {
      socks.putEnds(facts, behind);
    }
    socks.putProcess(facts, socket);
    facts.put("inode", inodes.number(socket)).link("file", "file", file.follow(socket));
    link(facts, behind);
    if (inodes.number(socket).isPresent()) {
      facts.link("inode", "inode", inodes.of(socket));
    }
  }

  private void link(ObjectFacts.Builder facts, long behind) {
    if (socks.family(behind) == SocketWords.UNIX) {
      facts.link("sk", "unix_sock", behind);
    } else if (socks.isTcp(behind)) {
      facts.link("sk", "tcp_sock", behind);
    }
  }
}
