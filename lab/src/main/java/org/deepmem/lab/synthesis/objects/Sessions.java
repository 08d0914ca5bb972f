package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.lab.synthesis.world.PlannedProcess;

/// Sessions: their spaces with the lists of their processes, device maps of accounts.
final class Sessions {
  /// Where _MM_SESSION_SPACE has its members, in all builds that are synthesised.
  private static final int SESSION_ID = 8;

  private static final int PROCESS_LIST = 0x10;

  private final Scene scene;
  private final FileStreams streams;
  private final Map<Integer, Long> spaces = new HashMap<>();
  private final Map<String, Long> maps = new HashMap<>();

  Sessions(Scene scene, FileStreams streams) {
    this.scene = scene;
    this.streams = streams;
  }

  /// Address of a session's space; 0 for none.
  long space(int session) {
    return session < 0 ? 0 : spaces.computeIfAbsent(session, this::create);
  }

  private long create(int session) {
    long space = scene.memory().allocatePages(2);
    scene.memory().u32(space, 1 + scene.draws().below(30));
    scene.memory().u32(space + 4, 3);
    scene.memory().u32(space + SESSION_ID, session);
    scene.emptyList(space + PROCESS_LIST);
    for (int at = 0x28; at < 0x300; at += 8) {
      scene.memory().u32(space + at, scene.draws().magnitude(1 << 22));
    }
    scene.remember(space);
    return space;
  }

  /// Head of the list of a session's processes.
  long processList(int session) {
    return space(session) + PROCESS_LIST;
  }

  /// Address of the map of device names that a process uses.
  long deviceMap(PlannedProcess p) {
    String account = p.session() <= 0 ? "" : p.account().name();
    return maps.computeIfAbsent(
        account,
        name -> {
          int bytes = 6 * scene.word() + 32 + 4;
          long map = scene.buffer(bytes, "ObDm", true).address();
          scene.memory().zero(map, bytes);
          scene.memory().pointer(map, scene.someAddress());
          scene.memory().pointer(map + scene.word(), scene.someAddress());
          scene.memory().u32(map + 3L * scene.word(), 1 + scene.draws().below(60));
          return map;
        });
  }

  /// The section object that a process's image was mapped from: addresses, links, the segment.
  long imageSection(PlannedProcess p, Placed owner) {
    long section = scene.own(owner, 8 * scene.word(), "Sect", true);
    long area = streams.imageArea(p.imageFile());
    int word = scene.word();
    scene
        .memory()
        .pointer(
            section + 5L * word, area == 0 ? 0 : scene.at("_CONTROL_AREA", area).get("Segment"));
    scene.memory().u64(section + 6L * word, 0x1000L * (4 + scene.draws().below(500)));
    return section;
  }

  /// What win32k keeps of a process.
  long win32Process(Placed owner) {
    int words = 40;
    long block = scene.own(owner, words * scene.word(), "Uspi", true);
    scene.memory().pointer(block, owner.body);
    for (int i = 1; i < words; i++) {
      long value =
          switch (scene.draws().below(4)) {
            case 0 -> scene.someAddress();
            case 1 -> scene.draws().magnitude(1 << 20);
            default -> 0;
          };
      scene.memory().pointer(block + (long) i * scene.word(), value);
    }
    return block;
  }
}
