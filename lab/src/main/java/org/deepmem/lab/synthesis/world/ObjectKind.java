package org.deepmem.lab.synthesis.world;

/// Kinds of objects beside those that are looked for: facts of Windows. Sizes are of the bodies;
/// where a layout has the structure, go by the layout.
public enum ObjectKind {
  ALPC_PORT("ALPC Port", "ALPC", false, 0xfc, 0x1a0),
  CALLBACK("Callback", "Call", false, 0x18, 0x28),
  DESKTOP("Desktop", "Desk", false, 0x98, 0xd8),
  DIRECTORY("Directory", "Dire", true, 0xa8, 0x150),
  ETW_REGISTRATION("EtwRegistration", "EtwR", false, 0x40, 0x60),
  EVENT("Event", "Even", false, 0x10, 0x18),
  FILTER_PORT("FilterConnectionPort", "FMcp", false, 0x28, 0x50),
  IO_COMPLETION("IoCompletion", "IoCo", false, 0x28, 0x40),
  JOB("Job", "Job ", false, 0x138, 0x1c8),
  KEYED_EVENT("KeyedEvent", "Keye", true, 0x18, 0x30),
  MUTANT("Mutant", "Muta", false, 0x20, 0x38),
  POWER_REQUEST("PowerRequest", "PoRe", false, 0x48, 0x80),
  SECTION("Section", "Sect", true, 0x18, 0x30),
  SEMAPHORE("Semaphore", "Sema", false, 0x14, 0x20),
  SYMBOLIC_LINK("SymbolicLink", "Symb", true, 0x18, 0x28),
  TIMER("Timer", "Time", false, 0x98, 0x118),
  TM_RM("TmRm", "TmRm", false, 0x138, 0x230),
  TM_TM("TmTm", "TmTm", false, 0x190, 0x2c0),
  TOKEN("Token", "Toke", true, 0x1e0, 0x310),
  TP_WORKER_FACTORY("TpWorkerFactory", "TpWo", false, 0x78, 0xd8),
  WINDOW_STATION("WindowStation", "Wind", false, 0x50, 0x98),
  WMI_GUID("WmiGuid", "WmiG", false, 0x40, 0x60);

  private final String typeName;
  private final String tag;
  private final boolean paged;
  private final int bytes32;
  private final int bytes64;

  ObjectKind(String typeName, String tag, boolean paged, int bytes32, int bytes64) {
    this.typeName = typeName;
    this.tag = tag;
    this.paged = paged;
    this.bytes32 = bytes32;
    this.bytes64 = bytes64;
  }

  /// The name of the object type.
  public String typeName() {
    return typeName;
  }

  /// The pool tag, without the bit of protected allocations.
  public String tag() {
    return tag;
  }

  /// Whether it comes from the paged pool.
  public boolean paged() {
    return paged;
  }

  /// Bytes of the body.
  public int bytes(int wordSize) {
    return wordSize == 8 ? bytes64 : bytes32;
  }
}
