package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.world.BlockContents;
import org.deepmem.lab.synthesis.world.PlannedBlock;
import org.deepmem.lab.synthesis.world.PlannedFile;
import org.deepmem.lab.synthesis.world.PlannedKeyBlock;
import org.deepmem.lab.synthesis.world.PlannedObject;

/// Writes blocks of the pools that are no objects.
final class BlockFiller implements Filler<PlannedBlock> {
  private final Scene scene;

  BlockFiller(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Placed allocate(PlannedBlock b) {
    PoolBlock block = scene.buffer(b.bytes(), b.tag(), b.paged());
    Placed placed = new Placed(0, block.address(), b.bytes(), block);
    write(b.contents(), placed);
    return placed;
  }

  @Override
  public void fill(PlannedBlock b, Placed placed) {}

  @Override
  public void unlink(PlannedBlock b, Placed placed) {}

  private void write(BlockContents contents, Placed placed) {
    int word = scene.word();
    int words = placed.bytes / word;
    switch (contents) {
      case ZERO -> scene.memory().zero(placed.body, placed.bytes);
      case TEXT -> text(placed);
      case RANDOM -> {
        for (int i = 0; i < words; i++) {
          scene.memory().pointer(placed.body + (long) i * word, scene.draws().nextLong());
        }
      }
      case NUMBERS -> {
        for (int i = 0; i < words; i++) {
          scene.memory().pointer(placed.body + (long) i * word, number());
        }
      }
      case POINTERS -> {
        for (int i = 0; i < words; i++) {
          scene
              .memory()
              .pointer(
                  placed.body + (long) i * word,
                  scene.draws().chance(0.6) ? scene.someAddress() : number());
        }
      }
      case LISTS -> {
        for (int i = 0; i + 1 < words; i++) {
          long at = placed.body + (long) i * word;
          if (scene.draws().chance(0.15)) {
            scene.emptyList(at);
            i++;
          } else {
            scene.memory().pointer(at, scene.draws().chance(0.3) ? scene.someAddress() : number());
          }
        }
      }
      case MIXED -> {
        scene.memory().zero(placed.body, placed.bytes);
        BlockContent.words(scene, placed.body, words);
      }
    }
  }

  private long number() {
    Draws draws = scene.draws();
    return draws.chance(0.4) ? 0 : draws.magnitude(1L << 31);
  }

  /// A path of the plan.
  private void text(Placed placed) {
    PlannedObject object = scene.plan().object(scene.draws().below(scene.plan().objects().size()));
    String text =
        switch (object) {
          case PlannedFile f -> f.path();
          case PlannedKeyBlock k -> k.path();
          default -> "\\Device\\HarddiskVolume1\\Windows\\System32\\" + object.id();
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    scene.memory().bytes(placed.body, bytes, 0, Math.min(bytes.length, placed.bytes & -2));
  }
}
