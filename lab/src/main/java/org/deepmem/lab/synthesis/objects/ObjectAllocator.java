package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.Pool;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.machine.WindowsSystem;

/// Allocates executive objects: a block of a pool, optional headers, the object header, the body.
///
/// The optional headers lie below the object header in the order of their bits in `InfoMask`, the
/// lowest bit nearest; the body ends where the block ends, but for rounding.
final class ObjectAllocator {
  /// Optional headers by ascending bit.
  private enum Optional {
    NAME(2, "_OBJECT_HEADER_NAME_INFO"),
    HANDLE(4, "_OBJECT_HEADER_HANDLE_INFO"),
    QUOTA(8, "_OBJECT_HEADER_QUOTA_INFO");

    private final int bit;
    private final String type;

    Optional(int bit, String type) {
      this.bit = bit;
      this.type = type;
    }

    private boolean in(int mask) {
      return (mask & bit) != 0;
    }
  }

  private final Scene scene;
  private final SecurityDescriptors descriptors;
  private final QuotaBlocks quotas;

  ObjectAllocator(Scene scene, SecurityDescriptors descriptors, QuotaBlocks quotas) {
    this.scene = scene;
    this.descriptors = descriptors;
    this.quotas = quotas;
  }

  /// Allocates an object; its body is zeros.
  Placed allocate(ObjectSpec spec) {
    WindowsSystem system = scene.system();
    int mask = mask(spec);
    int before = optionalBytes(mask);
    int bodyOffset = scene.layout().requireMember("_OBJECT_HEADER", "Body").offset();
    int bytes = before + bodyOffset + spec.bodyBytes();
    Pool pool = spec.paged() ? scene.machine().pagedPool() : scene.machine().nonPagedPool();
    String tag = ObjectTypeNames.tag(spec.typeName());
    PoolBlock block = pool.allocate(bytes, tag, !system.segmentHeap());
    long header = block.address() + before;
    long body = header + bodyOffset;
    scene.memory().zero(block.address(), bytes);
    Placed placed = new Placed(header, body, spec.bodyBytes(), block);
    optionalHeaders(spec, mask, header, placed);
    objectHeader(spec, mask, header);
    scene.remember(body);
    return placed;
  }

  private static int mask(ObjectSpec spec) {
    return (spec.name().isEmpty() ? 0 : Optional.NAME.bit)
        | (spec.countsHandles() ? Optional.HANDLE.bit : 0)
        | (spec.charged() ? Optional.QUOTA.bit : 0);
  }

  private int optionalBytes(int mask) {
    int bytes = 0;
    for (Optional header : Optional.values()) {
      bytes += header.in(mask) ? size(header.type) : 0;
    }
    return bytes;
  }

  private int size(String type) {
    return scene.layout().requireStruct(type).size();
  }

  private void optionalHeaders(ObjectSpec spec, int mask, long header, Placed placed) {
    long at = header;
    for (Optional optional : Optional.values()) {
      if (optional.in(mask)) {
        at -= size(optional.type);
        optionalHeader(spec, optional, scene.memory().at(optional.type, at), placed);
      }
    }
  }

  private void optionalHeader(
      ObjectSpec spec, Optional optional, StructureWriter info, Placed placed) {
    Draws draws = scene.draws();
    switch (optional) {
      case NAME -> {
        info.set("Directory", spec.directory());
        String name = spec.name();
        PoolBlock buffer =
            scene.machine().pagedPool().allocate(2 * name.length() + 2, "ObNm", false);
        placed.own.add(buffer);
        info.unicode("Name", name, buffer.address());
        info.set("Name.MaximumLength", 2L * name.length() + (draws.chance(0.8) ? 2 : 0));
        info.set("ReferenceCount", draws.chance(0.9) ? 1 : 2);
      }
      case HANDLE -> {
        long process = spec.charged() ? spec.process() : scene.systemProcess();
        info.set("SingleEntry.Process", process);
        int count = info.member("SingleEntry.Process").size();
        scene.memory().u32(info.address() + count, Math.max(1, spec.handles()));
      }
      case QUOTA -> {
        int charge = spec.bodyBytes() + draws.below(3) * 0x40;
        info.set("PagedPoolCharge", spec.paged() ? charge : draws.of(0, 0, 0x1000));
        info.set("NonPagedPoolCharge", spec.paged() ? draws.of(0, 0, 0x60) : charge);
        info.set("SecurityDescriptorCharge", draws.of(0, 0, 0, 0x74, 0x8c, 0xb0, 0x800));
        info.set("SecurityDescriptorQuotaBlock", draws.chance(0.2) ? quotas.any() : 0);
      }
    }
  }

  private void objectHeader(ObjectSpec spec, int mask, long header) {
    Draws draws = scene.draws();
    StructureWriter w = scene.memory().at("_OBJECT_HEADER", header);
    counts(w, spec.handles(), spec.references());
    w.set(
        "TypeIndex",
        scene.typeByte(header, ObjectTypeNames.index(scene.system(), spec.typeName())));
    w.set("InfoMask", mask);
    int flags = spec.permanent() ? 0x10 : 0;
    flags |= spec.charged() ? 0 : 2;
    flags |= spec.countsHandles() && spec.handles() <= 1 ? 0x40 : 0;
    flags |= draws.chance(0.1) ? 4 : 0;
    flags |= draws.chance(0.3) ? 0x20 : 0;
    w.set("Flags", flags);
    w.set(
        "QuotaBlockCharged", spec.charged() ? quotas.of(spec.process()) : scene.chargedToSystem());
    w.set("SecurityDescriptor", spec.secured() ? descriptors.reference() : 0);
  }

  /// Writes the counts of an object header.
  ///
  /// @param references that aren't handles
  void counts(StructureWriter header, int handles, int references) {
    if (scene.system().majorVersion() >= 10) {
      long biased = handles == 0 ? references : 0x7fffL * Math.min(handles, 400) + references;
      header.set("PointerCount", biased - (handles == 0 ? 0 : scene.draws().below(20)));
    } else {
      header.set("PointerCount", Math.max(1, handles + references));
    }
    header.set("HandleCount", handles);
  }
}
