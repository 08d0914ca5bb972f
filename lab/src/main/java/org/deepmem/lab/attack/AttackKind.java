package org.deepmem.lab.attack;

import java.util.Locale;

/// What is done to an object. A pointer is what [org.deepmem.graph.KernelPointers] takes for one,
/// as the graph does, in a word that lies wholly inside the object.
public enum AttackKind {
  /// Names, pool tags and constants ([org.deepmem.kernel.Signatures]) are overwritten: each of
  /// their bytes by another, drawn at random, so that no word becomes a pointer.
  SIGNATURES,

  /// So many bytes outside pointers, drawn at random without repetition, get another value, drawn
  /// at random. Where the word would become a pointer, the value is drawn again; where no value is
  /// found, another byte of the object is taken.
  RANDOM_BYTES,

  /// So many pointers, drawn at random without repetition, become 0.
  ZEROED_POINTERS,

  /// So many pointers, drawn at random without repetition, become another kernel pointer: the value
  /// of a pointer drawn at random from those of all live objects that lead to the same kind of
  /// region: kernel image and modules (the top 2 GB), direct map, elsewhere; where the system has
  /// no direct map there is one kind only.
  CHANGED_POINTERS,

  /// One page of the object, drawn at random from those over which it lies, is of another moment:
  /// what the object has in that page is replaced by what another live object of its type and size,
  /// drawn at random, had at the same offsets before the attack. Objects inside one page are left
  /// as they are, and so are those without another of their type and size.
  STALE_PAGE,

  /// The same; of an object inside one page, the first or the second half is replaced. That is more
  /// than acquisition does, and shows what becomes of types whose objects never cross a page.
  STALE_PART;

  /// Whether [AttackPlan#count] matters.
  boolean counts() {
    return switch (this) {
      case RANDOM_BYTES, ZEROED_POINTERS, CHANGED_POINTERS -> true;
      case SIGNATURES, STALE_PAGE, STALE_PART -> false;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
