package org.deepmem.lab.attack;

import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deepmem.paging.AddressSpace;

/// The pointers of all live objects, by the kind of region that they lead to: what a pointer may be
/// changed to.
final class PointerPool {
  /// Values that are drawn before a pointer is left as it is.
  private static final int TRIES = 64;

  private enum Region {
    IMAGE,
    DIRECT_MAP,
    ELSEWHERE
  }

  private final AddressSpace space;
  private final ImageRegion kernelImage;
  private final OptionalLong directMapDelta;

  /// By region, in its order.
  private final List<long[]> values;

  /// @param space from which the objects are read
  PointerPool(AttackTarget target, AddressSpace space) {
    this.space = space;
    kernelImage = target.kernelImage();
    directMapDelta = target.directMapDelta();
    List<LongStream.Builder> found =
        Stream.generate(LongStream::builder).limit(Region.values().length).toList();
    for (int index = 0; index < target.objects().size(); index++) {
      ObjectBytes object = target.bytes(space, index);
      for (int word : object.pointers(target.pointers())) {
        found.get(region(object.word(word)).ordinal()).add(object.word(word));
      }
    }
    values = found.stream().map(region -> region.build().toArray()).toList();
  }

  /// A pointer of the same kind with another value; the same value where there is none.
  ///
  /// @param value of a pointer of one of the objects
  long another(long value, RandomGenerator random) {
    long[] same = values.get(region(value).ordinal());
    for (int attempt = 0; attempt < TRIES && same.length > 0; attempt++) {
      long drawn = same[random.nextInt(same.length)];
      if (drawn != value) {
        return drawn;
      }
    }
    return value;
  }

  private Region region(long value) {
    if (directMapDelta.isEmpty()) {
      return Region.ELSEWHERE;
    }
    if (kernelImage.contains(value)) {
      return Region.IMAGE;
    }
    return value - space.physical(value) == directMapDelta.getAsLong()
        ? Region.DIRECT_MAP
        : Region.ELSEWHERE;
  }
}
