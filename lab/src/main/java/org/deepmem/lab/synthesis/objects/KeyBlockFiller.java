package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedKeyBlock;

/// Writes _CM_KEY_CONTROL_BLOCK and _CM_NAME_CONTROL_BLOCK.
final class KeyBlockFiller implements Filler<PlannedKeyBlock> {
  private static final String TYPE = "_CM_KEY_CONTROL_BLOCK";

  private final Scene scene;
  private final Map<String, Long> names = new HashMap<>();
  private final Map<Integer, Long> hives = new HashMap<>();

  KeyBlockFiller(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Placed allocate(PlannedKeyBlock k) {
    int bytes = scene.size(TYPE);
    PoolBlock block = scene.buffer(bytes, "CM16", true);
    scene.memory().zero(block.address(), bytes);
    Placed placed = new Placed(0, block.address(), bytes, block);
    StructureWriter w = scene.at(TYPE, placed.body);
    w.emptyList("KeyBodyListHead");
    w.emptyList("KCBUoWListHead");
    return placed;
  }

  @Override
  public void unlink(PlannedKeyBlock k, Placed placed) {}

  @Override
  public void fill(PlannedKeyBlock k, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    Draws draws = scene.draws();
    scene.drawMembers(TYPE, w);
    w.set("RefCount", 1 + draws.magnitude(12));
    w.set("TotalLevels", k.path().chars().filter(c -> c == '\\').count());
    long hash = hash(k.path());
    w.set("ConvKey", hash);
    w.set("KeyHash.NextHash", draws.chance(0.3) ? scene.someAddress() : 0);
    w.set("KeyHive", hive(k.hive()));
    w.set("KeyCell", k.cell());
    w.set("ParentKcb", scene.address(k.parent()));
    w.set("NameBlock", name(k.name()));
    w.set("CachedSecurity", scene.someAddress());
    if (w.has("ValueCache.Count")) {
      w.set("ValueCache.Count", k.values());
      w.set("ValueCache.ValueList", k.values() == 0 ? -1 : k.cell() + 0x58L);
    } else {
      w.set("ValueList", k.values() | (k.cell() + 0x58L) << 32);
    }
    w.set("SubKeyCount", k.subkeys());
    w.set("KcbLastWriteTime", k.lastWrite());
    w.set("KcbMaxNameLen", k.maxNameBytes());
    w.set("KcbMaxValueNameLen", k.maxValueNameBytes());
    w.set("KcbMaxValueDataLen", k.maxValueBytes());
    w.set("Flags", draws.of(0x20, 0x20, 0x28, 0x30, 0x10));
  }

  private long name(String name) {
    return names.computeIfAbsent(
        name,
        text -> {
          byte[] ascii = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
          StructureWriter shape = scene.at("_CM_NAME_CONTROL_BLOCK", 0);
          int offset = (int) shape.address("Name");
          int bytes = Math.max(offset + ascii.length, scene.size("_CM_NAME_CONTROL_BLOCK"));
          long block = scene.buffer(bytes, "CMNb", true).address();
          scene.memory().zero(block, bytes);
          StructureWriter w = scene.at("_CM_NAME_CONTROL_BLOCK", block);
          w.set("Compressed", 1);
          w.set("RefCount", 1 + scene.draws().below(9));
          w.set("ConvKey", hash(text));
          w.set("NameHash.NextHash", scene.draws().chance(0.3) ? scene.someAddress() : 0);
          w.set("NameLength", ascii.length);
          scene.memory().bytes(block + offset, ascii);
          return block;
        });
  }

  private static long hash(String text) {
    long hash = 0;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      hash = (hash * 37 + c) & 0xffffffffL;
    }
    return hash;
  }

  /// A hive: the start of an _HHIVE, its mark 0xbee0bee0, routines of the kernel.
  private long hive(int number) {
    return hives.computeIfAbsent(
        number,
        n -> {
          int words = 200;
          long hive = scene.buffer(words * scene.word(), "CM10", true).address();
          scene.memory().zero(hive, words * scene.word());
          BlockContent.words(scene, hive, words);
          scene.memory().pointer(hive, 0xbee0bee0L);
          String[] routines = {"HvpGetCellPaged", "HvpReleaseCellPaged", "CmpAllocate", "CmpFree"};
          for (int i = 0; i < routines.length; i++) {
            scene.memory().pointer(hive + (i + 1L) * scene.word(), scene.routine(routines[i]));
          }
          return hive;
        });
  }
}
