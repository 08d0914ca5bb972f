package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans open registry keys and their blocks of control.
final class KeyPlan {
  private static final long HOUR = 3600 * Clock.SECOND;

  private final Draft draft;
  private final SeededRandom random;
  private final Map<String, Block> blocks = new HashMap<>();
  private final List<Block> inOrder = new ArrayList<>();
  private final Map<String, Integer> hives = new HashMap<>();
  private int open;

  /// A block that is being planned.
  private static final class Block {
    final int id;
    final String path;
    final int parent;
    final int depth;
    long create;
    long lastClose;
    boolean held;

    Block(int id, String path, int parent, int depth, long create) {
      this.id = id;
      this.path = path;
      this.parent = parent;
      this.depth = depth;
      this.create = create;
    }
  }

  KeyPlan(Draft draft) {
    this.draft = draft;
    this.random = draft.random(4);
  }

  /// How many are open.
  int count() {
    return open;
  }

  /// A key of a process.
  ///
  /// @param end 0: it is open
  PlannedKey open(int opener, long create, long end) {
    Block block = block(draft.world.grammar.draw("key", random), create);
    if (end == 0) {
      block.held = true;
      open++;
    }
    block.lastClose = Math.max(block.lastClose, end);
    return draft.put(
        new PlannedKey(
            draft.reserve(),
            block.id,
            opener,
            create,
            end,
            Distribution.unit(random) < draft.world.keys.watched(),
            draft.world.keys.flags().drawInt(random)));
  }

  private Block block(String path, long create) {
    Block known = blocks.get(path);
    if (known == null) {
      int slash = path.lastIndexOf('\\');
      int parent = -1;
      int depth = 0;
      if (slash > 0) {
        Block above = block(path.substring(0, slash), create - 1);
        parent = above.id;
        depth = above.depth + 1;
      }
      known = new Block(draft.reserve(), path, parent, depth, create);
      blocks.put(path, known);
      inOrder.add(known);
    } else if (create < known.create) {
      known.create = create;
      int slash = path.lastIndexOf('\\');
      if (slash > 0) {
        block(path.substring(0, slash), create - 1);
      }
    }
    return known;
  }

  /// Plans the blocks of all keys, when those are all planned.
  void finish() {
    Map<Integer, Block> byId = new HashMap<>();
    inOrder.forEach(block -> byId.put(block.id, block));
    inOrder.sort(Comparator.comparingInt((Block b) -> -b.depth).thenComparingInt(b -> b.id));
    for (Block block : inOrder) {
      if (!block.held && Distribution.unit(random) < draft.world.keys.kept()) {
        block.held = true;
      }
      Block parent = byId.get(block.parent);
      if (parent != null) {
        parent.held |= block.held;
        parent.lastClose = Math.max(parent.lastClose, block.lastClose + 1);
      }
    }
    for (Block block : inOrder) {
      finish(block);
    }
  }

  private void finish(Block block) {
    KeyTemplate template = draft.world.keys;
    long create = Math.max(draft.clock.boot() + 1, block.create);
    long end = block.held ? 0 : Math.clamp(block.lastClose + 1, create, draft.clock.now() - 1);
    draft.put(
        new PlannedKeyBlock(
            block.id,
            block.path,
            block.parent,
            hive(block.path),
            template.cell().drawInt(random),
            create,
            end,
            Math.max(0, draft.clock.now() - 1 - template.writtenHoursAgo().draw(random) * HOUR),
            template.values().drawInt(random),
            template.subkeys().drawInt(random),
            template.nameBytes().drawInt(random),
            template.nameBytes().drawInt(random),
            template.valueBytes().drawInt(random)));
  }

  /// The hive of a path: `\REGISTRY\MACHINE\SYSTEM`, `\REGISTRY\USER\S-1-5-18`.
  private int hive(String path) {
    String[] parts = path.split("\\\\", 5);
    String root = parts.length > 3 ? parts[2] + "\\" + parts[3] : "";
    return hives.computeIfAbsent(root, r -> hives.size());
  }
}
