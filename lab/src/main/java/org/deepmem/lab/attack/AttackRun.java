package org.deepmem.lab.attack;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.deepmem.graph.KernelPointers;
import org.deepmem.kernel.Signatures.Mark;
import org.deepmem.lab.LabException;
import org.deepmem.label.LabelledObject;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.OverlaidSpace;

/// One attack while it goes on.
final class AttackRun {
  /// Values that are drawn for a byte before another byte is taken.
  private static final int TRIES = 64;

  private final AttackPlan plan;
  private final AttackTarget target;
  private final KernelPointers pointers;
  private final AddressSpace before;
  private final AddressSpace after;
  private final PatchedImage changes;
  private final Optional<PointerPool> pool;

  /// @param image as it was before the attack
  /// @param changes over it; receives the attack's
  AttackRun(AttackPlan plan, AttackTarget target, PatchedImage image, PatchedImage changes)
      throws LabException {
    this.plan = plan;
    this.target = target;
    this.changes = changes;
    pointers = target.pointers();
    before = new OverlaidSpace(target.space(), image);
    after = new OverlaidSpace(target.space(), changes);
    pool =
        plan.kind() == AttackKind.CHANGED_POINTERS
            ? Optional.of(new PointerPool(target, before))
            : Optional.empty();
    if (plan.kind() == AttackKind.SIGNATURES && !target.hasSignatures()) {
      throw new LabException(
          "%s: the kernel's symbols and layouts tell where names and tags are; give --symbols"
              .formatted(image.path()));
    }
  }

  /// Harms one object.
  Harm strike(int index, RandomGenerator random) {
    if (plan.kind() == AttackKind.SIGNATURES) {
      return overwriteMarks(target.objects().get(index), random);
    }
    ObjectBytes object = target.bytes(after, index);
    boolean whole =
        switch (plan.kind()) {
          case RANDOM_BYTES -> changeBytes(object, random);
          case ZEROED_POINTERS, CHANGED_POINTERS -> changePointers(object, random);
          case STALE_PAGE, STALE_PART -> replacePart(object, index, random);
          case SIGNATURES -> throw new AssertionError("struck above");
        };
    return object.store(changes, pointers, !whole);
  }

  private int draw(RandomGenerator random) {
    return random.nextInt(plan.count().low(), plan.count().high() + 1);
  }

  /// @return whether there were as many bytes to change as drawn
  private boolean changeBytes(ObjectBytes object, RandomGenerator random) {
    int left = draw(random);
    int[] candidates = object.plainBytes(pointers);
    for (int next = 0; next < candidates.length && left > 0; next++) {
      if (changeByte(object, drawn(candidates, next, random), random)) {
        left--;
      }
    }
    return left == 0;
  }

  /// @return whether a value was found that makes no pointer of the word
  private boolean changeByte(ObjectBytes bytes, int index, RandomGenerator random) {
    byte old = bytes.get(index);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      bytes.set(index, (byte) (old + random.nextInt(1, 256)));
      if (!bytes.isPointer(pointers, index)) {
        return true;
      }
    }
    bytes.set(index, old);
    return false;
  }

  /// @return whether there were as many pointers to change as drawn
  private boolean changePointers(ObjectBytes object, RandomGenerator random) {
    int left = draw(random);
    int[] candidates = object.pointers(pointers);
    for (int next = 0; next < candidates.length && left > 0; next++) {
      int word = drawn(candidates, next, random);
      long old = object.word(word);
      long value = pool.map(known -> known.another(old, random)).orElse(0L);
      object.setWord(word, value);
      left -= value != old ? 1 : 0;
    }
    return left == 0;
  }

  /// The next of a random order of `values`; those before `next` were drawn already.
  private static int drawn(int[] values, int next, RandomGenerator random) {
    int other = random.nextInt(next, values.length);
    int value = values[other];
    values[other] = values[next];
    values[next] = value;
    return value;
  }

  /// @return whether a part was replaced
  private boolean replacePart(ObjectBytes object, int index, RandomGenerator random) {
    int[] cuts = object.cuts(plan.kind() == AttackKind.STALE_PART);
    int donor = target.another(index, random);
    if (cuts.length < 3 || donor < 0) {
      return false;
    }
    int part = random.nextInt(cuts.length - 1);
    object.copy(cuts[part], cuts[part + 1], target.bytes(before, donor));
    return true;
  }

  /// Marks may lie before the object, so each is read and written by itself.
  private Harm overwriteMarks(LabelledObject object, RandomGenerator random) {
    Harm harm = Harm.NONE;
    for (Mark mark : target.marks(object)) {
      ObjectBytes bytes = new ObjectBytes(after, mark);
      for (int index = 0; index < bytes.length(); index++) {
        if (bytes.isOwn(index)) {
          changeByte(bytes, index, random);
        }
      }
      harm = harm.plus(bytes.store(changes, pointers, false));
    }
    return new Harm(
        Math.min(1, harm.objects()), harm.bytes(), harm.pointers(), harm.objects() == 0 ? 1 : 0);
  }
}
