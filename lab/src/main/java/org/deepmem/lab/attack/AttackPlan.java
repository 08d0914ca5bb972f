package org.deepmem.lab.attack;

import java.util.Set;
import java.util.SplittableRandom;
import org.deepmem.lab.LabException;
import org.deepmem.lab.capture.IntRange;
import org.deepmem.label.LabelledObject;

/// One attack on the live objects of a dump. Several are applied one after the other; each finds
/// what those before it left.
///
/// What happens to an object depends on the seed, the kind and the object alone, not on which other
/// objects are harmed; and the bytes or pointers drawn for a count are among those drawn for a
/// larger one.
///
/// @param kind what is done
/// @param count how many bytes or pointers of each object, all where it has fewer; each object
///   draws its own number from the range. Of no account for kinds that count nothing
/// @param types which types are harmed; empty: all
/// @param share of the objects that are harmed, in [0, 1]: each with this probability
/// @param seed of everything that is drawn
public record AttackPlan(
    AttackKind kind, IntRange count, Set<String> types, double share, long seed) {
  private static final int KIND_SHIFT = 56;

  public AttackPlan {
    types = Set.copyOf(types);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("no share: " + share);
    }
  }

  /// An attack on every live object of all types.
  public AttackPlan(AttackKind kind, IntRange count, long seed) {
    this(kind, count, Set.of(), 1, seed);
  }

  /// Attacks.
  ///
  /// @param image over the target's dump; receives the changes, all of them or, on failure, none
  /// @param target the objects
  /// @throws LabException when the kind needs symbols and layouts that the target doesn't have
  public Harm apply(PatchedImage image, AttackTarget target) throws LabException {
    PatchedImage changes = new PatchedImage(image);
    AttackRun run = new AttackRun(this, target, image, changes);
    Harm harm = Harm.NONE;
    for (int index = 0; index < target.objects().size(); index++) {
      LabelledObject object = target.objects().get(index);
      SplittableRandom random = random(object);
      if (isMeant(object.type()) && random.nextDouble() < share) {
        harm = harm.plus(run.strike(index, random));
      }
    }
    image.take(changes);
    return harm;
  }

  private boolean isMeant(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /// Differs between seeds, kinds and objects.
  private SplittableRandom random(LabelledObject object) {
    SplittableRandom ofKind = new SplittableRandom(seed ^ (long) kind.ordinal() << KIND_SHIFT);
    long ofObject = ofKind.nextLong() ^ object.physicalAddress() ^ object.type().hashCode();
    return new SplittableRandom(new SplittableRandom(ofObject).nextLong());
  }
}
