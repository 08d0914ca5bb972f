package org.deepmem.lab.synthesis.objects;

import java.nio.charset.StandardCharsets;
import org.deepmem.lab.synthesis.machine.KernelLists;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.machine.UserSpace;
import org.deepmem.lab.synthesis.world.PlannedDll;
import org.deepmem.lab.synthesis.world.PlannedProcess;

/// What user mode knows of its process: _PEB, the loader's lists, parameters, environment.
final class LoaderData {
  /// Pages that it may take.
  static final int PAGES = 24;

  private static final String[] LISTS = {
    "InLoadOrderModuleList", "InMemoryOrderModuleList", "InInitializationOrderModuleList"
  };
  private static final String[] LINKS = {
    "InLoadOrderLinks", "InMemoryOrderLinks", "InInitializationOrderLinks"
  };

  private final Scene scene;
  private final UserSpace space;
  private long at;
  private long end;

  LoaderData(Scene scene, UserSpace space) {
    this.scene = scene;
    this.space = space;
  }

  /// Writes all.
  ///
  /// @param heap address of [#PAGES] pages
  void write(PlannedProcess p, long environment, long heap) {
    at = heap + 0x40;
    end = heap + 4096L * PAGES;
    Draws draws = scene.draws();
    StructureWriter peb = space.at("_PEB", environment);
    peb.set("ImageBaseAddress", p.dlls().isEmpty() ? 0x400000 : p.dlls().get(0).base());
    peb.set("Ldr", loader(p));
    peb.set("ProcessParameters", parameters(p));
    peb.set("ProcessHeap", heap);
    peb.set("NumberOfProcessors", scene.processors());
    peb.set("OSMajorVersion", scene.system().majorVersion());
    peb.set("OSMinorVersion", scene.system().minorVersion());
    peb.set("OSBuildNumber", scene.system().build());
    peb.set("OSPlatformId", 2);
    peb.set("ImageSubsystem", p.session() > 0 ? 2 : 3);
    peb.set("SessionId", Math.max(0, p.session()));
    peb.set("NumberOfHeaps", 1 + draws.below(12));
    peb.set("MaximumNumberOfHeaps", 16);
    peb.set("CriticalSectionTimeout", -25920000000000L);
    peb.set("HeapSegmentReserve", 0x100000);
    peb.set("HeapSegmentCommit", 0x2000);
  }

  private long take(int bytes) {
    long start = at;
    at += (bytes + 15) & -16;
    if (at > end) {
      throw new IllegalStateException("the loader's data don't fit into %d pages".formatted(PAGES));
    }
    return start;
  }

  private long loader(PlannedProcess p) {
    StructureWriter ldr = space.at("_PEB_LDR_DATA", take(scene.size("_PEB_LDR_DATA")));
    ldr.set("Length", ldr.size());
    ldr.set("Initialized", 1);
    for (String list : LISTS) {
      ldr.emptyList(list);
    }
    int entry = scene.size("_LDR_DATA_TABLE_ENTRY");
    for (PlannedDll dll : p.dlls()) {
      if (at + entry + 4L * dll.path().length() + 0x3000 > end) {
        break;
      }
      StructureWriter w = space.at("_LDR_DATA_TABLE_ENTRY", take(entry));
      for (int i = 0; i < LISTS.length; i++) {
        KernelLists.insertTail(space, ldr.address(LISTS[i]), w.address(LINKS[i]));
      }
      w.set("DllBase", dll.base());
      w.set("EntryPoint", dll.base() + 0x1000 + scene.draws().below(dll.size()));
      w.set("SizeOfImage", dll.size());
      w.set("TimeDateStamp", dll.timestamp());
      w.set("Flags", 0x84004 | (scene.draws().below(4) << 20));
      w.setIfPresent("LoadCount", scene.draws().chance(0.7) ? 0xffff : 1 + scene.draws().below(9));
      text(w, "FullDllName", dll.path());
      text(w, "BaseDllName", dll.name());
      w.emptyList("HashLinks");
      w.set("OriginalBase", dll.base());
      w.set("LoadTime", p.createTime() + scene.draws().below(1 << 22));
    }
    return ldr.address();
  }

  private void text(StructureWriter w, String path, String text) {
    w.unicode(path, text, take(2 * text.length() + 2));
  }

  private long parameters(PlannedProcess p) {
    int bytes = scene.size("_RTL_USER_PROCESS_PARAMETERS");
    StructureWriter w = space.at("_RTL_USER_PROCESS_PARAMETERS", take(bytes));
    w.set("MaximumLength", bytes + 0x400);
    w.set("Length", bytes + 0x400);
    w.set("Flags", 0x2001);
    text(w, "ImagePathName", p.dlls().isEmpty() ? p.imageName() : p.dlls().get(0).path());
    text(w, "CommandLine", p.commandLine());
    text(w, "CurrentDirectory.DosPath", p.currentDirectory());
    text(w, "WindowTitle", p.session() > 0 ? p.imageName() : "");
    text(w, "DesktopInfo", p.session() > 0 ? "Winsta0\\Default" : "");
    String block =
        "COMPUTERNAME=%s\0SystemRoot=C:\\Windows\0USERNAME=%s\0NUMBER_OF_PROCESSORS=%d\0OS=Windows_NT\0\0"
            .formatted(scene.plan().computer(), p.account().name(), scene.processors());
    byte[] environment = block.getBytes(StandardCharsets.UTF_16LE);
    long address = take(environment.length);
    space.bytes(address, environment);
    w.set("Environment", address);
    w.set("EnvironmentSize", environment.length);
    return w.address();
  }
}
