package org.deepmem.lab.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deepmem.paging.AddressSpace;

/// The threads that found task_structs are of, read without the kernel's layouts: a thread's ID and
/// name stand where most of the objects have those of a thread that the guest listed.
final class FoundThreads {
  private static final int WORD = 4;

  /// Bytes of a comm in a task_struct.
  private static final int COMM = 16;

  private final List<ByteBuffer> objects;

  /// @param addresses of the found task_structs
  /// @param size bytes of one
  FoundThreads(AddressSpace space, List<Long> addresses, int size) {
    objects =
        addresses.stream()
            .map(
                address -> {
                  byte[] bytes = new byte[size];
                  space.read(address, bytes, 0, size);
                  return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                })
            .toList();
  }

  /// The threads, those of the idle tasks (ID 0), which no list of a guest has, left out.
  ///
  /// @param listed what the guest listed, as [GuestThreads#listed] reads it
  TreeSet<String> like(Set<String> listed) {
    Set<String> names =
        listed.stream().map(thread -> thread.split("\t", 2)[1]).collect(Collectors.toSet());
    int comm = bestOf(at -> objects.stream().filter(o -> names.contains(name(o, at))).count());
    int id =
        bestOf(at -> objects.stream().filter(o -> listed.contains(thread(o, at, comm))).count());
    return objects.stream()
        .map(object -> thread(object, id, comm))
        .filter(thread -> !thread.startsWith("0\t"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private int bestOf(IntToLongFunction score) {
    return IntStream.iterate(0, at -> at <= objects.getFirst().capacity() - COMM, at -> at + WORD)
        .boxed()
        .max(Comparator.comparingLong(score::applyAsLong))
        .orElseThrow();
  }

  private static String thread(ByteBuffer object, int id, int comm) {
    return GuestThreads.thread(String.valueOf(object.getInt(id)), name(object, comm));
  }

  private static String name(ByteBuffer object, int at) {
    byte[] comm = new byte[COMM];
    object.get(at, comm);
    String text = new String(comm, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.max(0, text.indexOf('\0')));
  }
}
