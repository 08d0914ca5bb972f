package org.deepmem.lab.synthesis.world;

/// A device of a driver.
///
/// @param id its index in [RunningSystem#objects]
/// @param driver the id of its driver
/// @param name `\Device\Tcp`; empty: it has none
/// @param createTime when it was created
/// @param endTime when it was freed; 0: it is allocated
/// @param type the number of its kind: 7 disk, 8 disk file system, 0x12 network, 0x22 unknown ...
/// @param characteristics and `flags` as the device object has them
/// @param stackSize how many drivers lie below, itself included
/// @param extensionBytes of its driver's data that follow it
/// @param attachedTo the id of the device that it is attached to; -1: none
/// @param sectorSize 0 or 512
/// @param volume whether it has a volume parameter block
public record PlannedDevice(
    int id,
    int driver,
    String name,
    long createTime,
    long endTime,
    int type,
    int characteristics,
    int flags,
    int stackSize,
    int extensionBytes,
    int attachedTo,
    int sectorSize,
    boolean volume)
    implements PlannedObject {}
