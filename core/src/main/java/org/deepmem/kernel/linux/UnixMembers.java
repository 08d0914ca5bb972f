package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `unix_sock`.
final class UnixMembers implements MemberDecoder {
  private static final int LONGEST_PATH = 108; // UNIX_PATH_MAX
  private static final int FAMILY_BYTES = 2;

  private final KernelReader kernel;
  private final SockFields socks;
  private final Field address;
  private final Field name;
  private final Field length;
  private final Field peer;

  UnixMembers(KernelReader kernel, SockFields socks) {
    this.kernel = kernel;
    this.socks = socks;
    address = Field.of(kernel, "unix_sock", "addr");
    name = Field.of(kernel, "unix_address", "name");
    length = Field.of(kernel, "unix_address", "len");
    peer = Field.of(kernel, "unix_sock", "peer");
  }

  @Override
  public void decode(long sock, ObjectFacts.Builder facts) {
    facts.put("path", path(sock));
    socks.putType(facts, sock);
    socks.putState(facts, sock, SocketWords::unixState);
    socks.putOwner(facts, sock);
    facts.link("peer", "unix_sock", peer.follow(sock));
  }

  /// The name that it was bound to; `@` and the rest for one that isn't in a file system; "" where
  /// it wasn't bound.
  private Optional<String> path(long sock) {
    if (address.in(sock) && address.pointer(sock) == 0) {
      return Optional.of("");
    }
    long bound = address.follow(sock);
    if (bound == 0 || !name.isKnown()) {
      return Optional.empty();
    }
    long path = name.at(bound) + FAMILY_BYTES;
    long bytes = length.unsigned(bound).orElse(LONGEST_PATH) - FAMILY_BYTES;
    int limit = (int) Math.clamp(bytes, 0L, (long) LONGEST_PATH);
    return Optional.of(
        limit > 0 && kernel.uint8(path) == 0
            ? "@" + kernel.text(path + 1, limit - 1)
            : kernel.text(path, limit));
  }
}
