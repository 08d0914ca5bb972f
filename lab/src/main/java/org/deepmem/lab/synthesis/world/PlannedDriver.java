package org.deepmem.lab.synthesis.world;

import java.util.List;

/// A driver.
///
/// @param id its index in [RunningSystem#objects]
/// @param name `\Driver\Tcpip` or `\FileSystem\Ntfs`
/// @param serviceKey `\REGISTRY\MACHINE\SYSTEM\ControlSet001\services\Tcpip`
/// @param module the id of its [PlannedModule], whose life it shares; several may share the
///   kernel's
/// @param createTime when it was created
/// @param endTime when it was freed; 0: it is allocated
/// @param flags of the driver object
/// @param majorFunctions bit n: function n of 0 to 27 is its own; the others are the kernel's
///   refusal
/// @param fastIo whether it has a table of fast functions
/// @param startIo whether it has a routine to start I/O
/// @param unload whether it can be unloaded
/// @param entryOffset of its first routine: bytes behind the module's first page
/// @param devices ids of its devices, the newest first
public record PlannedDriver(
    int id,
    String name,
    String serviceKey,
    int module,
    long createTime,
    long endTime,
    int flags,
    int majorFunctions,
    boolean fastIo,
    boolean startIo,
    boolean unload,
    int entryOffset,
    List<Integer> devices)
    implements PlannedObject {
  public PlannedDriver {
    devices = List.copyOf(devices);
  }
}
