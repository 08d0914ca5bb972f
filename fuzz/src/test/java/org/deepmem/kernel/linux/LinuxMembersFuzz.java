package org.deepmem.kernel.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.FactsCheck;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.kernel.Patches;

/// Decoders of members and names, in a real kernel's memory with changes. The first three bytes
/// name an object that is decoded as another's type; then come the changes, and each object that
/// was changed is decoded.
public final class LinuxMembersFuzz implements FuzzTarget {
  private final LinuxSample sample = LinuxSample.only();
  private static final int HEAD = 3;

  @Override
  public void run(byte[] input) {
    if (input.length < HEAD) {
      return;
    }
    PatchedImage image = sample.patched();
    ByteBuffer changes = ByteBuffer.wrap(input, HEAD, input.length - HEAD).slice();
    List<Integer> changed =
        new Patches(sample.addresses, sample.kernel.space(), image).apply(changes);
    LinuxKernel kernel = sample.in(image);
    ObjectMembers members = kernel.members();
    ObjectNames names = kernel.names();
    for (int place : changed) {
      LinuxSample.Place object = sample.places.get(place);
      FactsCheck.check(members, names, object.type(), object.address());
    }
    LinuxSample.Place other = sample.places.get((input[0] & 0xff) % sample.places.size());
    long address =
        sample.addresses.get((input[1] & 0xff) % sample.addresses.size()) + 8L * input[2];
    FactsCheck.check(members, names, other.type(), address);
  }

  @Override
  public int longest() {
    return 1024;
  }

  /// Caches of pages of two readers.
  @Override
  public long mostAllocated(int inputLength) {
    return 64L << 20;
  }

  /// An object of each type, whose words lead to itself and to others.
  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int place = 0; place < sample.places.size(); place += 6) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.writeBytes(new byte[] {(byte) place, (byte) place, 0});
      seed.writeBytes(Patches.pointer(place, 16, place));
      seed.writeBytes(Patches.pointer(place, 64, place + 1));
      seeds.add(seed.toByteArray());
    }
    return seeds;
  }
}
