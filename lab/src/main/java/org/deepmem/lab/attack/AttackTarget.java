package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deepmem.graph.KernelPointers;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Signatures;
import org.deepmem.kernel.Signatures.Mark;
import org.deepmem.lab.LabException;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;

/// The live objects of a dump that may be harmed. Made once a dump, for any number of attacks.
///
/// Where objects overlap, a byte belongs to the smallest of them, and among equals to the last in
/// the order of addresses and types; each object is harmed in its own bytes only. For one thread.
public final class AttackTarget {
  /// What an attacker harms.
  public static final Set<ObjectState> LIVE = Set.of(ObjectState.LIVE);

  private final AddressSpace space;
  private final Optional<Signatures> signatures;
  private final KernelPointers pointers;
  private final ImageRegion kernelImage;
  private final OptionalLong directMapDelta;
  private final List<LabelledObject> objects;

  /// Of each object, what other ones have of it.
  private final List<List<Mark>> lost;

  private final Map<Like, List<Integer>> alike;

  private record Like(String type, int size) {
    static Like of(LabelledObject object) {
      return new Like(object.type(), object.size());
    }
  }

  private AttackTarget(
      AddressSpace space,
      Optional<Signatures> signatures,
      ImageRegion kernelImage,
      List<LabelledObject> truth,
      Set<ObjectState> states)
      throws LabException {
    this.space = space;
    this.signatures = signatures;
    this.kernelImage = kernelImage;
    checkTruth(space, truth);
    pointers = new KernelPointers(space);
    directMapDelta = CanonicalPages.of(space).directMapDelta();
    objects =
        truth.stream()
            .filter(object -> states.contains(object.state()))
            .sorted(
                Comparator.comparingLong((LabelledObject o) -> o.virtualAddress() + Long.MIN_VALUE)
                    .thenComparing(LabelledObject::type))
            .toList();
    lost =
        Stream.generate(() -> (List<Mark>) new ArrayList<Mark>(0)).limit(objects.size()).toList();
    for (int index = 0; index < objects.size(); index++) {
      share(index);
    }
    alike =
        Stream.iterate(0, index -> index < objects.size(), index -> index + 1)
            .collect(Collectors.groupingBy(index -> Like.of(objects.get(index))));
  }

  /// Objects of a dump whose kernel isn't known by symbols and layouts: names and tags can't be
  /// overwritten, and pointers to the image of a 32-bit kernel count as those to its heap.
  ///
  /// @param truth live and residual objects
  /// @param states of those that are the target
  /// @throws LabException when the truth is another dump's
  public static AttackTarget of(
      AddressSpace space, List<LabelledObject> truth, Set<ObjectState> states) throws LabException {
    return new AttackTarget(space, Optional.empty(), ImageRegion.of(space), truth, states);
  }

  static AttackTarget of(AddressSpace space, ImageRegion kernelImage, List<LabelledObject> truth)
      throws LabException {
    return new AttackTarget(space, Optional.empty(), kernelImage, truth, LIVE);
  }

  /// Objects of a dump whose kernel is known.
  ///
  /// @param truth live and residual objects
  /// @param states of those that are the target
  /// @throws LabException when the truth is another dump's
  public static AttackTarget of(Kernel kernel, List<LabelledObject> truth, Set<ObjectState> states)
      throws LabException {
    return new AttackTarget(
        kernel.space(),
        Optional.of(kernel.signatures()),
        ImageRegion.of(kernel.space(), kernel.symbols()),
        truth,
        states);
  }

  /// The page tables tell the truth of another dump; without address space randomisation they may
  /// not.
  ///
  /// @throws LabException when an object lies elsewhere than the truth says
  public static void checkTruth(AddressSpace space, List<LabelledObject> truth)
      throws LabException {
    for (LabelledObject object : truth) {
      long physical = space.physical(object.virtualAddress());
      if (physical != object.physicalAddress()) {
        throw new LabException(
            "%s: not the truth of this dump: a %s at 0x%x is at physical 0x%x by the truth, %s by the dump; make it with 'deepmem label'"
                .formatted(
                    space.image().path(),
                    object.type(),
                    object.virtualAddress(),
                    object.physicalAddress(),
                    physical == AddressSpace.UNMAPPED
                        ? "not mapped"
                        : "at 0x%x".formatted(physical)));
      }
    }
  }

  /// Notes what an object and those after it have of each other.
  private void share(int index) {
    Mark mine = extent(objects.get(index));
    for (int next = index + 1; next < objects.size(); next++) {
      Mark other = extent(objects.get(next));
      if (other.address() - mine.address() >= mine.length()) {
        return;
      }
      if (other.length() <= mine.length()) {
        lost.get(index).add(other);
      } else {
        lost.get(next).add(mine);
      }
    }
  }

  private static Mark extent(LabelledObject object) {
    return new Mark(object.virtualAddress(), object.size());
  }

  /// The live objects, in the order of their addresses.
  public List<LabelledObject> objects() {
    return objects;
  }

  AddressSpace space() {
    return space;
  }

  KernelPointers pointers() {
    return pointers;
  }

  ImageRegion kernelImage() {
    return kernelImage;
  }

  OptionalLong directMapDelta() {
    return directMapDelta;
  }

  boolean hasSignatures() {
    return signatures.isPresent();
  }

  /// An object's names, tags and constants.
  List<Mark> marks(LabelledObject object) {
    return signatures
        .map(known -> known.of(object.type(), object.virtualAddress()))
        .orElse(List.of());
  }

  /// An object's own bytes, as they are in a space.
  ObjectBytes bytes(AddressSpace from, int index) {
    ObjectBytes bytes = new ObjectBytes(from, extent(objects.get(index)));
    lost.get(index).forEach(bytes::disown);
    return bytes;
  }

  /// Another object of the same type and size, drawn at random; -1 where there is none.
  int another(int index, RandomGenerator random) {
    List<Integer> same = alike.getOrDefault(Like.of(objects.get(index)), List.of());
    if (same.size() < 2) {
      return -1;
    }
    int drawn = same.get(random.nextInt(same.size() - 1));
    return drawn == index ? same.getLast() : drawn;
  }
}
