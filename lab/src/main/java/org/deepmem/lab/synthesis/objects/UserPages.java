package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.PageAccess;
import org.deepmem.lab.synthesis.machine.SharedPages;
import org.deepmem.lab.synthesis.machine.UserSpace;
import org.deepmem.lab.synthesis.world.PageContents;
import org.deepmem.lab.synthesis.world.PageKind;
import org.deepmem.lab.synthesis.world.PagePointers;
import org.deepmem.lab.synthesis.world.PlannedDll;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedRegion;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// Writes pages of user memory.
final class UserPages {
  private static final int PAGE = 4096;

  /// At most so many pages of a module are in memory.
  private static final int MODULE_PAGES = 48;

  private final Scene scene;
  private final PageContents contents;
  private final byte[] page = new byte[PAGE];
  private final Map<String, SharedPages> modules = new HashMap<>();

  UserPages(Scene scene, PageContents contents) {
    this.scene = scene;
    this.contents = contents;
  }

  /// Maps a module's resident pages; the first process to load it fills them.
  void module(PlannedDll dll, ProcessMemory memory) {
    int pages = dll.size() / PAGE;
    int resident = Math.min(pages, MODULE_PAGES);
    String key = dll.path() + '@' + dll.base();
    SharedPages shared = modules.get(key);
    boolean first = shared == null;
    if (shared == null) {
      shared = scene.machine().newSharedPages(resident);
      modules.put(key, shared);
    }
    int stride = Math.max(1, pages / resident);
    for (int i = 0; i < resident; i++) {
      long at = dll.base() + (long) i * stride * PAGE;
      if (first || i == 0 || scene.draws().chance(0.5)) {
        memory.space.map(at, shared, i, 1, i == 0 ? PageAccess.READ : PageAccess.EXECUTE_READ);
        if (first) {
          PageKind kind =
              i == 0
                  ? PageKind.IMAGE_HEADER
                  : i > resident * 3 / 4 ? PageKind.RECORDS : PageKind.CODE;
          write(kind, at, memory);
        }
      }
    }
  }

  /// Maps and fills the resident pages of a region.
  void fill(PlannedRegion r, long start, ProcessMemory memory) {
    boolean mapped = r.file() >= 0;
    int resident = Math.min(r.resident(), r.pages());
    for (int i = 0; i < resident; i++) {
      long at = start + (long) i * PAGE;
      PageAccess access =
          mapped || (r.protection() & 6) == 0 ? PageAccess.READ : PageAccess.READ_WRITE;
      memory.space.map(at, 1, access);
      memory.pages.add(at);
      write(kind(r), at, memory);
      if (scene.draws().chance(0.08)) {
        memory.space.trim(at, access);
      }
    }
    int rest = Math.min(r.pages() - resident, 16);
    if (rest > 0 && !mapped) {
      memory.space.demandZero(start + (long) resident * PAGE, rest, PageAccess.READ_WRITE);
    }
  }

  private PageKind kind(PlannedRegion r) {
    Draws draws = scene.draws();
    return switch (r.kind()) {
      case HEAP -> draws.chance(0.6) ? PageKind.HEAP : user(draws);
      case STACK ->
          draws.chance(0.5) ? PageKind.HEAP : draws.chance(0.8) ? PageKind.SPARSE : user(draws);
      case TEB -> PageKind.SPARSE;
      case MAPPED_FILE, SHARED -> cache(draws);
      case PRIVATE -> user(draws);
    };
  }

  private PageKind user(Draws draws) {
    return scene.plan().world().userPages().draw(draws.stream());
  }

  private PageKind cache(Draws draws) {
    return scene.plan().world().cachePages().draw(draws.stream());
  }

  private void write(PageKind kind, long at, ProcessMemory memory) {
    contents.fill(kind, page, pointers(memory), scene.draws().stream());
    memory.space.bytes(at, page);
  }

  private PagePointers pointers(ProcessMemory memory) {
    return new PagePointers() {
      @Override
      public long user() {
        if (memory.pages.isEmpty()) {
          return memory.environment;
        }
        return scene.draws().of(memory.pages) + (scene.draws().below(PAGE) & -8);
      }

      @Override
      public long kernel() {
        return scene.someAddress();
      }

      @Override
      public long code() {
        Region r = scene.draws().of(memory.regions);
        return r.start() + scene.draws().below(PAGE);
      }
    };
  }

  /// Writes the process's block, its list of modules and its parameters.
  void environment(PlannedProcess p, ProcessMemory memory) {
    memory.space.map(memory.environment, 1, PageAccess.READ_WRITE);
    long loader = firstHeap(memory);
    new LoaderData(scene, memory.space).write(p, memory.environment, loader);
  }

  /// Pages for the loader's data.
  private long firstHeap(ProcessMemory memory) {
    int count = LoaderData.PAGES;
    long start = (memory.next + 0xffff) & -0x10000L;
    while (overlaps(memory, start, count)) {
      start += 0x10000;
    }
    memory.regions.add(new Region(start, count, 4, -1, false));
    memory.space.map(start, count, PageAccess.READ_WRITE);
    return start;
  }

  private static boolean overlaps(ProcessMemory memory, long start, int pages) {
    long end = start + (long) pages * PAGE;
    return memory.regions.stream().anyMatch(r -> r.start() < end && r.last() >= start);
  }

  /// Writes a thread's block: the exception list, the stack's bounds, itself, ids, the process's
  /// block (winternl.h and the debugger's symbols give the offsets).
  void threadBlock(PlannedThread t, PlannedProcess p, long teb, ProcessMemory memory) {
    UserSpace space = memory.space;
    space.map(teb, scene.system().is64Bit() ? 2 : 1, PageAccess.READ_WRITE);
    int w = scene.word();
    long stack = memory.pages.isEmpty() ? 0x30000 : scene.draws().of(memory.pages) + PAGE;
    space.pointer(teb, w == 8 ? 0 : stack - 0x4c);
    space.pointer(teb + w, stack);
    space.pointer(teb + 2L * w, stack - PAGE);
    space.pointer(teb + 6L * w, teb);
    space.pointer(teb + 8L * w, p.pid());
    space.pointer(teb + 9L * w, t.tid());
    space.pointer(teb + 12L * w, memory.environment);
    space.u32(teb + 13L * w, scene.draws().of(0, 0, 2, 5, 0x7e, 0xcb));
  }

  /// The pages of the file cache and of system buffers, outside of any process.
  void kernelPages(int count) {
    PagePointers pointers =
        new PagePointers() {
          @Override
          public long user() {
            return 0x10000L + (scene.draws().nextLong() & 0x7fffff8);
          }

          @Override
          public long kernel() {
            return scene.someAddress();
          }

          @Override
          public long code() {
            return scene.anyCode();
          }
        };
    for (int i = 0; i < count; i++) {
      long at = scene.memory().allocatePages(1);
      contents.fill(cache(scene.draws()), page, pointers, scene.draws().stream());
      scene.memory().bytes(at, page);
    }
  }
}
