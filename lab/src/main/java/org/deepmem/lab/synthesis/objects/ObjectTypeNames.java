package org.deepmem.lab.synthesis.objects;

import java.util.List;
import org.deepmem.lab.synthesis.machine.WindowsSystem;

/// The executive's object types in the order of their indices: the first one has index 2. Facts of
/// the builds, as `ObTypeIndexTable` shows them.
final class ObjectTypeNames {
  /// Index of the first type.
  static final int FIRST = 2;

  private static final List<String> WIN7 =
      List.of(
          "Type",
          "Directory",
          "SymbolicLink",
          "Token",
          "Job",
          "Process",
          "Thread",
          "UserApcReserve",
          "IoCompletionReserve",
          "DebugObject",
          "Event",
          "EventPair",
          "Mutant",
          "Callback",
          "Semaphore",
          "Timer",
          "Profile",
          "KeyedEvent",
          "WindowStation",
          "Desktop",
          "TpWorkerFactory",
          "Adapter",
          "Controller",
          "Device",
          "Driver",
          "IoCompletion",
          "File",
          "TmTm",
          "TmTx",
          "TmRm",
          "TmEn",
          "Section",
          "Session",
          "Key",
          "ALPC Port",
          "PowerRequest",
          "WmiGuid",
          "EtwRegistration",
          "EtwConsumer",
          "FilterConnectionPort",
          "FilterCommunicationPort",
          "PcwObject");

  private static final List<String> WIN10 =
      List.of(
          "Type",
          "Directory",
          "SymbolicLink",
          "Token",
          "Job",
          "Process",
          "Thread",
          "Partition",
          "UserApcReserve",
          "IoCompletionReserve",
          "ActivityReference",
          "PsSiloContextPaged",
          "PsSiloContextNonPaged",
          "DebugObject",
          "Event",
          "Mutant",
          "Callback",
          "Semaphore",
          "Timer",
          "IRTimer",
          "Profile",
          "KeyedEvent",
          "WindowStation",
          "Desktop",
          "Composition",
          "RawInputManager",
          "CoreMessaging",
          "ActivationObject",
          "TpWorkerFactory",
          "Adapter",
          "Controller",
          "Device",
          "Driver",
          "IoCompletion",
          "WaitCompletionPacket",
          "File",
          "TmTm",
          "TmTx",
          "TmRm",
          "TmEn",
          "Section",
          "Session",
          "Key",
          "RegistryTransaction",
          "ALPC Port",
          "EnergyTracker",
          "PowerRequest",
          "WmiGuid",
          "EtwRegistration",
          "EtwSessionDemuxEntry",
          "EtwConsumer",
          "CoverageSampler",
          "DmaAdapter",
          "DmaDomain",
          "PcwObject",
          "FilterConnectionPort",
          "FilterCommunicationPort",
          "NdisCmState");

  private ObjectTypeNames() {}

  static List<String> of(WindowsSystem system) {
    return system.majorVersion() < 10 ? WIN7 : WIN10;
  }

  /// Index of a type.
  ///
  /// @throws IllegalArgumentException when the build has none of that name
  static int index(WindowsSystem system, String name) {
    int at = of(system).indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("%s has no object type %s".formatted(system.id(), name));
    }
    return at + FIRST;
  }

  /// The pool tag of a type's objects: the first four letters of its name.
  static String tag(String name) {
    return (name.equals("Type") ? "ObjT" : name + "   ").substring(0, 4);
  }
}
