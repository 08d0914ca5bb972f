package org.deepmem.kernel;

import java.util.List;

/// The objects of all labelled types that a kernel's own records know of. For one thread.
public interface KnownObjects {
  /// All objects, sorted by address (unsigned) and type.
  List<KernelObject> find();

  /// What makes the objects incomplete, a line each; to be asked after [#find].
  List<String> warnings();
}
