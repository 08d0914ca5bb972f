package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedHandle;
import org.deepmem.lab.synthesis.world.PlannedObject;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;
import org.jspecify.annotations.Nullable;

/// Writes handle tables of one, two and three levels, and the table of process and thread ids.
final class HandleTables {
  private static final int PAGE = 4096;

  private final Scene scene;
  private final int entryBytes;
  private final int perLeaf;

  HandleTables(Scene scene) {
    this.scene = scene;
    entryBytes = scene.size("_HANDLE_TABLE_ENTRY");
    perLeaf = PAGE / entryBytes;
  }

  /// What a slot holds.
  private record Entry(long address, int access, int attributes) {}

  /// Makes a process's table. A handle whose slot would be the first of a leaf, which is the
  /// table's own, gets one behind the others.
  ///
  /// @return its address
  long create(PlannedProcess p, Placed owner) {
    TreeMap<Integer, Entry> entries = new TreeMap<>();
    int beyond = p.handles().stream().mapToInt(PlannedHandle::slot).max().orElse(0);
    for (PlannedHandle handle : p.handles()) {
      Placed target = scene.placed(handle.object());
      if (target != null && target.live && target.header != 0) {
        int slot = handle.slot();
        while (slot % perLeaf == 0) {
          slot = ++beyond;
        }
        entries.put(slot, new Entry(target.header, handle.access(), handle.attributes()));
      }
    }
    StructureWriter table = table(entries, p.pid() == 4 ? 0 : owner.body, owner);
    table.set("UniqueProcessId", p.pid());
    table.insertTail("HandleTableList", scene.global("HandleTableListHead"));
    return table.address();
  }

  /// Makes the table that ids of processes and threads are entries of.
  void createIds() {
    TreeMap<Integer, Entry> entries = new TreeMap<>();
    for (PlannedObject object : scene.plan().objects()) {
      if (!object.live()) {
        continue;
      }
      if (object instanceof PlannedProcess p) {
        entries.put(p.pid() / 4, new Entry(scene.address(p.id()), 0, 0));
      } else if (object instanceof PlannedThread t) {
        entries.put(t.tid() / 4, new Entry(scene.address(t.id()), 0, 0));
      }
    }
    StructureWriter table = table(entries, 0, null);
    table.emptyList("HandleTableList");
    table.set("Flags", 1);
    scene.memory().pointer(scene.global("PspCidTable"), table.address());
  }

  private StructureWriter table(
      TreeMap<Integer, Entry> entries, long quotaProcess, @Nullable Placed owner) {
    int bytes = scene.size("_HANDLE_TABLE");
    long address =
        owner == null
            ? scene.buffer(bytes, "Obtb", true).address()
            : scene.own(owner, bytes, "Obtb", true);
    StructureWriter table = scene.at("_HANDLE_TABLE", address).zero();
    int slots = entries.isEmpty() ? 1 : entries.lastKey() + 1;
    int leaves = (slots + scene.draws().below(perLeaf / 8) + perLeaf - 1) / perLeaf;
    List<Long> pages = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      pages.add(page());
    }
    List<Integer> free = new ArrayList<>();
    for (int slot = 1; slot < leaves * perLeaf; slot++) {
      Entry entry = entries.get(slot);
      if (slot % perLeaf == 0) {
        continue;
      }
      if (entry == null) {
        free.add(slot);
      } else {
        write(slotAddress(pages, slot), entry);
      }
    }
    reserved(pages);
    shuffleRecent(free, slots);
    chain(table, pages, free);
    counts(table, entries.size(), leaves);
    table.set("TableCode", code(pages));
    table.set("QuotaProcess", quotaProcess);
    return table;
  }

  private long page() {
    long page = scene.buffer(PAGE, "Obtb", true).address();
    scene.memory().zero(page, PAGE);
    return page;
  }

  private long slotAddress(List<Long> pages, int slot) {
    return pages.get(slot / perLeaf) + (long) (slot % perLeaf) * entryBytes;
  }

  /// The first entry of a leaf belongs to the table.
  private void reserved(List<Long> pages) {
    for (long page : pages) {
      StructureWriter entry = scene.at("_HANDLE_TABLE_ENTRY", page);
      if (entry.has("NextFreeTableEntry")) {
        entry.set("NextFreeTableEntry", -2);
      }
    }
  }

  private void write(long at, Entry entry) {
    StructureWriter w = scene.at("_HANDLE_TABLE_ENTRY", at);
    if (w.has("ObjectPointerBits")) {
      w.set("Unlocked", 1);
      w.set("RefCnt", 0x7fff - scene.draws().below(40));
      w.set("ObjectPointerBits", entry.address() >>> 4);
      w.set("GrantedAccessBits", entry.access());
    } else {
      w.set("Object", entry.address() | 1 | (entry.attributes() & 6));
      w.set("GrantedAccess", entry.access() | ((entry.attributes() & 1) == 0 ? 0 : 0x2000000));
    }
  }

  /// Handles that were closed come in any order, those that nobody had yet ascend.
  private void shuffleRecent(List<Integer> free, int used) {
    int recent = 0;
    while (recent < free.size() && free.get(recent) < used) {
      recent++;
    }
    for (int i = recent - 1; i > 0; i--) {
      int j = scene.draws().below(i + 1);
      int swap = free.get(i);
      free.set(i, free.get(j));
      free.set(j, swap);
    }
  }

  private void chain(StructureWriter table, List<Long> pages, List<Integer> free) {
    for (int i = 0; i < free.size(); i++) {
      StructureWriter w = scene.at("_HANDLE_TABLE_ENTRY", slotAddress(pages, free.get(i)));
      boolean last = i + 1 == free.size();
      if (w.has("NextFreeTableEntry")) {
        w.set("NextFreeTableEntry", last ? 0 : 4L * free.get(i + 1));
      } else {
        w.set("HighValue", last ? 0 : slotAddress(pages, free.get(i + 1)));
      }
    }
    if (free.isEmpty()) {
      return;
    }
    long last = slotAddress(pages, free.get(free.size() - 1));
    if (table.has("FirstFreeHandle")) {
      table.set("FirstFreeHandle", 4L * free.get(0));
      table.set("LastFreeHandleEntry", last);
    } else {
      table.set("FreeLists[0].FirstFreeHandleEntry", slotAddress(pages, free.get(0)));
      table.set("FreeLists[0].LastFreeHandleEntry", last);
    }
  }

  private void counts(StructureWriter table, int count, int leaves) {
    long high = count + scene.draws().magnitude(60) - 1;
    table.set("NextHandleNeedingPool", 4L * leaves * perLeaf);
    if (table.has("HandleCount")) {
      table.set("HandleCount", count);
      table.set("HandleCountHighWatermark", high);
    } else {
      table.set("FreeLists[0].HandleCount", count);
      table.set("FreeLists[0].HighWaterMark", high);
    }
  }

  /// The address of the top page, its low bits the number of levels above the leaves.
  private long code(List<Long> pages) {
    if (pages.size() == 1) {
      return pages.get(0);
    }
    int perPage = PAGE / scene.word();
    List<Long> middles = new ArrayList<>();
    for (int i = 0; i < pages.size(); i += perPage) {
      middles.add(pointers(pages.subList(i, Math.min(pages.size(), i + perPage))));
    }
    return middles.size() == 1 ? middles.get(0) | 1 : pointers(middles) | 2;
  }

  private long pointers(List<Long> targets) {
    long page = page();
    for (int i = 0; i < targets.size(); i++) {
      scene.memory().pointer(page + (long) i * scene.word(), targets.get(i));
    }
    return page;
  }
}
