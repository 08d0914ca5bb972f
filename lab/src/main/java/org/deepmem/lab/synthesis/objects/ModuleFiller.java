package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.LoadedModule;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedModule;

/// Writes _LDR_DATA_TABLE_ENTRY of the kernel's modules.
final class ModuleFiller implements Filler<PlannedModule> {
  private static final String TYPE = "_LDR_DATA_TABLE_ENTRY";

  /// Flags that follow from how it was loaded. The world draws the others.
  private static final int LOADED = 0x0900_4000;

  private final Scene scene;

  ModuleFiller(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Placed allocate(PlannedModule m) {
    int bytes = scene.size(TYPE);
    PoolBlock block = scene.buffer(bytes, "MmLd", false);
    scene.memory().zero(block.address(), bytes);
    Placed placed = new Placed(0, block.address(), bytes, block);
    scene.at(TYPE, placed.body).insertTail("InLoadOrderLinks", scene.global("PsLoadedModuleList"));
    return placed;
  }

  @Override
  public void unlink(PlannedModule m, Placed placed) {
    scene.unlink(scene.at(TYPE, placed.body).address("InLoadOrderLinks"));
  }

  @Override
  public void fill(PlannedModule m, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    Draws draws = scene.draws();
    scene.drawMembers(TYPE, w);
    long base = scene.base(m);
    w.set("DllBase", base);
    w.set("EntryPoint", m.live() ? entry(m) : base + m.size() - 0x1000 + draws.below(0xf00));
    w.set("SizeOfImage", scene.imageSize(m));
    w.set("Flags", w.get("Flags") | m.flags() & LOADED);
    w.setIfPresent("LoadCount", m.loadCount());
    w.setIfPresent("ObsoleteLoadCount", m.loadCount());
    w.setIfPresent("CheckSum", m.checksum());
    scene.text(placed, w, "FullDllName", m.path(), "MmLd");
    scene.text(placed, w, "BaseDllName", m.name(), "MmLd");
    w.set("InMemoryOrderLinks.Flink", exceptionTable(base));
    w.set("InMemoryOrderLinks.Blink", scene.system().is64Bit() ? 12L * draws.below(4000) : 0);
    if (w.has("SectionPointer")) {
      w.set("SectionPointer", draws.chance(0.95) ? scene.someAddress() : 0);
      w.set("LoadedImports", imports(placed));
      w.setIfPresent("PatchInformation", 0);
    } else {
      w.set("HashLinks.Flink", draws.chance(0.95) ? scene.someAddress() : 0);
      w.set("HashLinks.Blink", m.checksum());
      w.set("TimeDateStamp", m.timestamp());
    }
  }

  private long entry(PlannedModule m) {
    LoadedModule loaded = scene.loaded(m.id());
    return loaded.entryPoint();
  }

  /// Where the loader notes a module's table of exceptions, in the words of the list that only user
  /// mode uses.
  private long exceptionTable(long base) {
    return scene.system().is64Bit() ? base + 0x1000L * (4 + scene.draws().below(12)) : 0xffffffffL;
  }

  /// The modules that it imports from: a count and their entries; -2 for none.
  private long imports(Placed placed) {
    int count = scene.draws().below(5);
    if (count == 0) {
      return scene.system().is64Bit() ? -2 : 0xfffffffeL;
    }
    long block = scene.own(placed, (count + 1) * scene.word(), "MmLi", true);
    scene.memory().pointer(block, count);
    for (int i = 0; i < count; i++) {
      int other =
          scene
              .plan()
              .loadOrder()
              .get(scene.draws().below(Math.min(12, scene.plan().loadOrder().size())));
      scene.memory().pointer(block + (i + 1L) * scene.word(), scene.address(other));
    }
    return block;
  }
}
