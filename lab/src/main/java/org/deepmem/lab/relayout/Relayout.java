package org.deepmem.lab.relayout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.AttackTarget;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectLayout;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.OverlaidSpace;

/// Another order of the members of all types of a truth, and a dump rewritten to it.
///
/// What the truth doesn't know stays as it is: types that aren't labelled, pointers in registers or
/// in words that aren't aligned, and the allocator's links in freed objects, which move with the
/// member that they overwrote.
public final class Relayout {
  private final GroundTruth truth;
  private final int wordSize;
  private final Map<String, MemberOrder> orders;

  /// By address.
  private final List<LabelledObject> objects;

  /// `[objects]`: their addresses, ascending as unsigned.
  private final long[] addresses;

  private Relayout(GroundTruth truth, int wordSize, Map<String, MemberOrder> orders) {
    this.truth = truth;
    this.wordSize = wordSize;
    this.orders = orders;
    objects =
        truth.objects().stream()
            .sorted(Comparator.comparingLong(object -> key(object.virtualAddress())))
            .toList();
    addresses = objects.stream().mapToLong(object -> key(object.virtualAddress())).toArray();
  }

  /// Draws an order for each type whose members are known.
  ///
  /// @param wordSize bytes of a pointer
  /// @param seed the same seed gives the same orders
  /// @throws LabException when no type's members are known
  public static Relayout draw(GroundTruth truth, int wordSize, long seed) throws LabException {
    if (truth.layouts().isEmpty()) {
      throw new LabException(
          "the truth doesn't say what members its types have; make it with 'deepmem label'");
    }
    Map<String, Integer> sizes = new HashMap<>();
    truth.objects().forEach(object -> sizes.merge(object.type(), object.size(), Math::min));
    Map<String, MemberOrder> orders = new HashMap<>();
    for (ObjectLayout layout : truth.layouts().values()) {
      SplittableRandom random = new SplittableRandom(seed * 31 + layout.type().hashCode());
      int size = sizes.getOrDefault(layout.type(), 0);
      orders.put(layout.type(), MemberOrder.draw(layout, size, wordSize, random.split()));
    }
    return new Relayout(truth, wordSize, orders);
  }

  /// Rewrites a dump: first what leads into objects, everywhere, then the objects.
  ///
  /// @param image receives the changes
  /// @param space that maps it
  /// @return the truth of what is there now
  /// @throws LabException when objects overlap or are cut off, or the truth is another dump's;
  ///   nothing is changed then
  public GroundTruth apply(PatchedImage image, AddressSpace space) throws LabException {
    check(space);
    byte[] page = new byte[MemoryImage.PAGE];
    for (PhysicalRun run : image.runs()) {
      for (long at = run.start(); at < run.end(); at += page.length) {
        int read = image.read(at, page, 0, (int) Math.min(page.length, run.end() - at));
        if (redirect(page, read)) {
          image.write(at, Arrays.copyOf(page, read));
        }
      }
    }
    AddressSpace now = new OverlaidSpace(space, image);
    for (LabelledObject object : objects) {
      MemberOrder order = orders.get(object.type());
      if (order != null) {
        byte[] bytes = new byte[object.size()];
        now.read(object.virtualAddress(), bytes, 0, bytes.length);
        write(image, space, object.virtualAddress(), order.moved(bytes));
      }
    }
    Map<String, ObjectLayout> layouts = new HashMap<>();
    truth
        .layouts()
        .forEach(
            (type, layout) -> {
              MemberOrder order = orders.get(type);
              layouts.put(type, order == null ? layout : order.moved(layout));
            });
    return new GroundTruth(truth.objects(), layouts);
  }

  private void check(AddressSpace space) throws LabException {
    AttackTarget.checkTruth(space, objects);
    long end = Long.MIN_VALUE;
    for (LabelledObject object : objects) {
      if (key(object.virtualAddress()) < end) {
        throw new LabException(
            "%s: the %s at 0x%x overlaps the object before it: neither can be rewritten alone"
                .formatted(space.image().path(), object.type(), object.virtualAddress()));
      }
      end = key(object.virtualAddress()) + object.size();
      byte[] bytes = new byte[object.size()];
      int present = space.read(object.virtualAddress(), bytes, 0, bytes.length);
      if (present < bytes.length && orders.containsKey(object.type())) {
        throw new LabException(
            "%s: only %,d of the %,d bytes of the %s at 0x%x are in the dump: its members can't be moved; take a dump that isn't filtered"
                .formatted(
                    space.image().path(),
                    present,
                    bytes.length,
                    object.type(),
                    object.virtualAddress()));
      }
    }
  }

  /// Leads the pointers of a stretch of memory to where their targets go.
  ///
  /// @param length bytes of it
  /// @return whether one was changed
  private boolean redirect(byte[] bytes, int length) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean changed = false;
    for (int at = 0; at + wordSize <= length; at += wordSize) {
      long value =
          wordSize == Long.BYTES ? words.getLong(at) : Integer.toUnsignedLong(words.getInt(at));
      long target = target(value);
      if (target != value) {
        changed = true;
        if (wordSize == Long.BYTES) {
          words.putLong(at, target);
        } else {
          words.putInt(at, (int) target);
        }
      }
    }
    return changed;
  }

  private long target(long value) {
    int found = Arrays.binarySearch(addresses, key(value));
    int index = found >= 0 ? found : -found - 2;
    if (index < 0) {
      return value;
    }
    LabelledObject object = objects.get(index);
    MemberOrder order = orders.get(object.type());
    long offset = value - object.virtualAddress();
    return order == null || offset >= object.size()
        ? value
        : object.virtualAddress() + order.moved((int) offset);
  }

  private static void write(PatchedImage image, AddressSpace space, long address, byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int inPage = (int) (address + at & MemoryImage.PAGE - 1);
      int part = Math.min(bytes.length - at, MemoryImage.PAGE - inPage);
      image.write(space.physical(address + at), Arrays.copyOfRange(bytes, at, at + part));
      at += part;
    }
  }

  /// Orders unsigned addresses as signed numbers.
  private static long key(long address) {
    return address + Long.MIN_VALUE;
  }
}
