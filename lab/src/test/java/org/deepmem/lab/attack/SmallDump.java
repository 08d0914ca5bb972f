package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.SparseImage;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.PagingException;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.X64AddressSpace;

/// 64 pages of random bytes in a direct map, of which one isn't in the dump, and objects of 12
/// words: pointers at words 1, 5 and 9, else bytes that are none. Every tenth object lies over a
/// page boundary.
final class SmallDump {
  static final long BASE = 0xffff888000000000L;
  static final int PAGE = 4096;
  static final int PAGES = 64;
  static final int ABSENT_PAGE = 60;
  static final int OBJECTS = 100;
  static final int WORDS = 12;
  static final int SIZE = 8 * WORDS;
  static final int[] POINTERS = {1, 5, 9};
  private static final long ROOT = 0x100000;

  final SparseImage image = new SparseImage();
  final AddressSpace space;
  final List<LabelledObject> truth = new ArrayList<>();
  private final Random random = new Random(3);

  SmallDump() throws PagingException {
    TestPageTables tables = new TestPageTables(image, ROOT, 4);
    for (int page = 0; page < PAGES; page++) {
      tables.map(BASE + (long) page * PAGE, (long) page * PAGE);
      if (page != ABSENT_PAGE) {
        byte[] bytes = new byte[PAGE];
        random.nextBytes(bytes);
        image.put((long) page * PAGE, bytes);
      }
    }
    for (int object = 0; object < OBJECTS; object++) {
      int crossing = object % 10 == 0 ? 8 * (1 + random.nextInt(WORDS - 1)) : 0;
      long at = (object / 2 + 1L) * PAGE + (object % 2) * 2000 - crossing;
      add(object % 3 == 0 ? "third" : "other", at, SIZE, ObjectState.LIVE);
      for (int word : POINTERS) {
        image.put(at + 8L * word, BASE + 4L * random.nextInt(PAGES * PAGE / 4));
      }
    }
    space = new X64AddressSpace(image, ROOT, 4);
  }

  /// Adds an object to the truth.
  void add(String type, long physical, int size, ObjectState state) {
    truth.add(new LabelledObject(type, BASE + physical, physical, size, state, "test", Map.of()));
  }

  /// All that the dump holds of the pages, and zeros for the rest.
  static byte[] bytes(MemoryImage image) {
    byte[] all = new byte[PAGES * PAGE];
    for (int page = 0; page < PAGES; page++) {
      image.read((long) page * PAGE, all, page * PAGE, PAGE);
    }
    return all;
  }
}
