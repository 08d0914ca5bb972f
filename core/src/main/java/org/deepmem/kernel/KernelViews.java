package org.deepmem.kernel;

import java.util.List;
import java.util.Set;

/// Which of a kernel's own views see which objects. For one thread.
public interface KernelViews {
  /// An object that views see.
  ///
  /// @param type name of its structure
  /// @param address virtual, as the kernel uses it
  /// @param views that see it
  /// @param freed whether the allocator says that it is no longer in use
  record Seen(String type, long address, Set<View> views, boolean freed) {
    public Seen {
      views = Set.copyOf(views);
    }
  }

  /// All objects that some view sees or the allocator has freed, each once, by type.
  List<Seen> seen();

  /// Views that could be read at all in this dump.
  Set<View> asked();

  /// Views that have every living object of a type, as far as they could be read: one that is
  /// missing in such a view is hidden from it. None where the kernel keeps no such record.
  Set<View> complete(String type);

  /// Whether the bytes at an address pass what holds in every object of the type.
  boolean whole(String type, long address);

  /// Whether they pass what holds in every living object too, as far as that can be asked.
  boolean alive(String type, long address);

  /// Whether an object that is alive by its bytes has ended: the kernel is done with it but for its
  /// memory.
  boolean ended(String type, long address);

  /// Whether an object that is alive is one that the kernel doesn't put into its complete views: it
  /// idles, or is only being made.
  boolean exempt(String type, long address);

  /// What makes views incomplete, a line each.
  List<String> warnings();
}
