package org.deepmem.kernel.windows;

import java.util.OptionalLong;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelReader;

/// Finds the pool tag of an object: that of the block in which it lies. For one thread.
public final class PoolTags {
  /// Bytes of a tag.
  public static final int BYTES = 4;

  /// No more optional headers (bytes) than this lie between the pool header and the object header.
  private static final int OPTIONAL_HEADERS = 0x80;

  private final KernelReader kernel;
  private final int header;
  private final int tag;
  private final int body;

  /// @param kernel of Windows
  public PoolTags(Kernel kernel) {
    this.kernel = new KernelReader(kernel.space(), kernel.symbols(), kernel.types());
    header = kernel.types().requireStruct("_POOL_HEADER").size();
    tag = kernel.types().requireMember("_POOL_HEADER", "PoolTag").offset();
    body = this.kernel.offset("_OBJECT_HEADER", "Body");
  }

  /// Virtual address of the tag; empty where none of the type's tags lies before the object, as
  /// when it was overwritten, or the block has no header of its own.
  ///
  /// @param type name of the structure, such as `_EPROCESS`
  /// @param object virtual address of its first byte
  /// @throws IllegalArgumentException when the type isn't one that is labelled
  public OptionalLong of(String type, long object) {
    WindowsType known = WindowsTypes.named(type);
    long start = known.hasHeader() ? object - Math.max(0, body) : object;
    int most = known.hasHeader() ? OPTIONAL_HEADERS : 0;
    for (int below = 0; below <= most; below += 2 * kernel.wordSize()) {
      long at = start - below - header + tag;
      if (known.tags().contains(kernel.int32(at) & ~WindowsTypes.PROTECTED)) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }
}
