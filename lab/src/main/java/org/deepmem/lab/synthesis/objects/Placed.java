package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.jspecify.annotations.Nullable;

/// Where an object or block of the plan lies, or lay.
final class Placed {
  /// Address of the object header; 0: it has none.
  final long header;

  /// Address of the first byte of the body.
  final long body;

  /// Bytes of the body.
  final int bytes;

  /// The pool's block that holds it; null: it lies in no pool.
  final @Nullable PoolBlock block;

  /// Blocks that live and die with it: names, extensions, tables.
  final List<PoolBlock> own = new ArrayList<>();

  /// False once it is freed.
  boolean live = true;

  /// Whether its members are written.
  boolean filled;

  Placed(long header, long body, int bytes, @Nullable PoolBlock block) {
    this.header = header;
    this.body = body;
    this.bytes = bytes;
    this.block = block;
  }

  /// An owner of blocks that is no object itself.
  static Placed blocksOnly() {
    return new Placed(0, 0, 0, null);
  }
}
