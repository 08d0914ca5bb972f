package org.deepmem.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.deepmem.image.KdumpPages.Descriptor;
import org.jspecify.annotations.Nullable;

/// A kdump-compressed dump, as makedumpfile, the kernel's kdump service and QEMU write it: pages
/// compressed one by one, those filtered out absent. Pages are decompressed when read; a bounded
/// number of them is kept. A page whose bytes are corrupt reads as absent and is counted in
/// [#damage].
final class KdumpImage implements MemoryImage {
  /// Pages kept decompressed, a power of two: 4 MB.
  private static final int CACHED = 1024;

  /// A decompressed page.
  ///
  /// @param offset where in the file it came from; pages of equal bytes may share it
  /// @param bytes never written again
  private record CachedPage(long offset, byte[] bytes) {}

  private final ImageFile file;
  private final ImageFormat format;
  private final ImageNotes notes;
  private final KdumpPages pages;
  private final List<PhysicalRun> runs;
  private final DamageLog damage;
  private final Set<Long> corrupt = ConcurrentHashMap.newKeySet();
  private final Queue<PageCodec> codecs = new ConcurrentLinkedQueue<>();
  private final AtomicReferenceArray<@Nullable CachedPage> cache =
      new AtomicReferenceArray<>(CACHED);

  private KdumpImage(
      ImageFile file, ImageFormat format, ImageNotes notes, KdumpPages pages, DamageLog damage) {
    this.file = file;
    this.format = format;
    this.notes = notes;
    this.pages = pages;
    this.damage = damage;
    runs = pages.readable().runs();
  }

  /// @param format the kind of file that the pages came in
  static MemoryImage open(ImageFile file, ImageFormat format) throws MalformedImageException {
    KdumpHeader header = KdumpHeader.read(file);
    DamageLog damage = new DamageLog();
    KdumpPages pages = KdumpPages.read(file, header, damage);
    if (pages.dumped().count() == 0) {
      throw file.malformed(header.bitmapOffset(), "a kdump file that holds no page");
    }
    if (pages.readable().count() == 0) {
      throw file.malformed(
          header.descriptorOffset(),
          "none of %d pages can be read; copy the file again".formatted(pages.dumped().count()));
    }
    return new KdumpImage(file, format, header.notes(), pages, damage);
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public ImageFormat format() {
    return format;
  }

  @Override
  public List<PhysicalRun> runs() {
    return runs;
  }

  @Override
  public ImageNotes notes() {
    return notes;
  }

  @Override
  public Damage damage() {
    return damage.damage();
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long address = physicalAddress + copied;
      long frame = Math.floorDiv(address, PAGE);
      byte[] page = pages.readable().contains(frame) ? page(frame) : null;
      if (page == null) {
        break;
      }
      int inPage = (int) (address % PAGE);
      int part = Math.min(length - copied, PAGE - inPage);
      System.arraycopy(page, inPage, target, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  /// The bytes of a readable frame; null when they turn out to be corrupt.
  private byte @Nullable [] page(long frame) {
    Descriptor descriptor = pages.descriptor(file, frame);
    int slot = (int) (descriptor.offset() * 0x9e3779b97f4a7c15L >>> 32) & (CACHED - 1);
    CachedPage cached = cache.get(slot);
    if (cached != null && cached.offset() == descriptor.offset()) {
      return cached.bytes();
    }
    byte[] bytes = new byte[PAGE];
    PageCodec idle = codecs.poll();
    PageCodec codec = idle == null ? new PageCodec() : idle;
    String fault =
        codec.read(file, descriptor.offset(), descriptor.size(), descriptor.flags(), bytes);
    codecs.add(codec);
    if (fault != null) {
      if (corrupt.add(frame)) {
        damage.add(new PhysicalRun(frame * PAGE, PAGE), descriptor.offset(), fault);
      }
      return null;
    }
    cache.set(slot, new CachedPage(descriptor.offset(), bytes));
    return bytes;
  }

  @Override
  public void checkUnchanged() throws IOException {
    file.checkUnchanged();
  }

  @Override
  public void close() {
    for (PageCodec codec = codecs.poll(); codec != null; codec = codecs.poll()) {
      codec.close();
    }
    file.close();
  }
}
