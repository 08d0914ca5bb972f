package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedKey;
import org.deepmem.lab.synthesis.world.PlannedProcess;

/// Writes _CM_KEY_BODY.
final class KeyFiller implements Filler<PlannedKey> {
  private static final String TYPE = "_CM_KEY_BODY";
  private static final int MARK = 0x6b793032;
  private static final int ARRAY = 4;

  private final Scene scene;
  private final ObjectAllocator allocator;

  KeyFiller(Scene scene, ObjectAllocator allocator) {
    this.scene = scene;
    this.allocator = allocator;
  }

  @Override
  public Placed allocate(PlannedKey k) {
    int handles = k.live() ? scene.handleCounts().to(k.id()) : 0;
    long opener = scene.address(k.opener());
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Key", scene.size(TYPE), true)
                .chargedTo(opener, opener != scene.systemProcess())
                .counted(handles, scene.draws().chance(0.1) ? 2 : 1)
                .unsecured());
    StructureWriter w = scene.at(TYPE, placed.body);
    w.emptyList("ContextListHead");
    enter(k, w);
    return placed;
  }

  /// A control block names its first bodies in an array, the others in a list.
  private void enter(PlannedKey k, StructureWriter w) {
    long block = scene.require(k.block()).body;
    StructureWriter kcb = scene.at("_CM_KEY_CONTROL_BLOCK", block);
    w.set("KeyControlBlock", block);
    for (int i = 0; i < ARRAY; i++) {
      if (kcb.get("KeyBodyArray[" + i + "]") == 0) {
        kcb.set("KeyBodyArray[" + i + "]", w.address());
        return;
      }
    }
    w.insertTail("KeyBodyList", kcb.address("KeyBodyListHead"));
  }

  @Override
  public void unlink(PlannedKey k, Placed placed) {
    Placed block = scene.require(k.block());
    StructureWriter kcb = scene.at("_CM_KEY_CONTROL_BLOCK", block.body);
    StructureWriter w = scene.at(TYPE, placed.body);
    for (int i = 0; i < ARRAY; i++) {
      if (kcb.get("KeyBodyArray[" + i + "]") == w.address()) {
        kcb.set("KeyBodyArray[" + i + "]", 0);
        return;
      }
    }
    scene.unlink(w.address("KeyBodyList"));
  }

  @Override
  public void fill(PlannedKey k, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.drawMembers(TYPE, w);
    w.set("Type", MARK);
    PlannedProcess opener = scene.process(k.opener());
    w.set("ProcessID", opener == null ? 4 : opener.pid());
    w.setIfPresent("Flags", k.flags());
    if (k.watched()) {
      int words = 10;
      long block = scene.own(placed, words * scene.word(), "CMNb", true);
      BlockContent.words(scene, block, words);
      scene.memory().pointer(block + 4L * scene.word(), placed.body);
      w.set("NotifyBlock", block);
    }
  }
}
