package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The list heads inside a process, empty.
final class ProcessLists {
  private static final String[] HEADS = {
    "Pcb.Header.WaitListHead",
    "Pcb.ProfileListHead",
    "Pcb.ThreadListHead",
    "Pcb.ReadyListHead",
    "ThreadListHead",
    "AlpcContext.ViewListHead",
    "VirtualTimerListHead",
    "SharedCommitLinks",
    "SvmProcessDeviceListHead"
  };

  private ProcessLists() {}

  static void initialize(StructureWriter process) {
    for (String head : HEADS) {
      if (process.has(head)) {
        process.emptyList(head);
      }
    }
  }
}
