package org.deepmem.lab.synthesis.objects;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.StructureWriter;

/// What is left of objects that were freed. One is whole while all members that readers check an
/// object of its type by are as they were when it was freed (docs/formats.md, Truth files).
final class Remains {
  private static final Map<String, List<String>> CHECKED =
      Map.of(
          "_EPROCESS",
          List.of(
              "Pcb.Header.Type",
              "Pcb.DirectoryTableBase",
              "Pcb.ThreadListHead",
              "UniqueProcessId",
              "CreateTime",
              "ExitTime",
              "ImageFileName",
              "ThreadListHead"),
          "_ETHREAD",
          List.of("Tcb.Header.Type", "Tcb.ThreadListEntry", "Cid", "CreateTime"),
          "_DRIVER_OBJECT",
          List.of("Type", "Size", "DriverStart", "DriverSection", "DriverName"),
          "_FILE_OBJECT",
          List.of("Type", "Size", "DeviceObject", "FsContext", "SectionObjectPointer", "FileName"),
          "_LDR_DATA_TABLE_ENTRY",
          List.of("DllBase", "SizeOfImage", "BaseDllName"),
          "_CM_KEY_BODY",
          List.of("Type", "KeyControlBlock", "ProcessID"));

  private final Scene scene;
  private final Map<Placed, byte[]> checked = new HashMap<>();

  Remains(Scene scene) {
    this.scene = scene;
  }

  /// Notes an object that is about to be freed.
  void note(String type, Placed placed) {
    if (!type.isEmpty()) {
      checked.put(placed, bytes(type, placed));
    }
  }

  /// Whether a freed object is still whole.
  boolean whole(String type, Placed placed) {
    return Arrays.equals(checked.get(placed), bytes(type, placed));
  }

  private byte[] bytes(String type, Placed placed) {
    StructureWriter w = scene.at(type, placed.body);
    byte[] result = new byte[0];
    for (String member : CHECKED.getOrDefault(type, List.of())) {
      int from = result.length;
      int size = w.member(member).size();
      result = Arrays.copyOf(result, from + size);
      System.arraycopy(scene.memory().bytes(w.address(member), size), 0, result, from, size);
    }
    return result;
  }
}
