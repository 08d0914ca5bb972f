package org.deepmem.lab.synthesis.world;

/// A module of the kernel: an entry of the list of loaded modules, the kernel first, then the HAL.
/// One that is not live was unloaded.
///
/// @param id its index in [RunningSystem#objects]
/// @param name `tcpip.sys`
/// @param path `\SystemRoot\System32\drivers\tcpip.sys`
/// @param size of the image: bytes, a multiple of 4096
/// @param timestamp of the link, seconds since 1970
/// @param checksum of the image
/// @param flags of the list's entry
/// @param loadCount how many need it
/// @param createTime when it was loaded
/// @param endTime when it was unloaded; 0: it is loaded
/// @param driver the id of its [PlannedDriver]; -1: none
public record PlannedModule(
    int id,
    String name,
    String path,
    int size,
    int timestamp,
    int checksum,
    int flags,
    int loadCount,
    long createTime,
    long endTime,
    int driver)
    implements PlannedObject {}
