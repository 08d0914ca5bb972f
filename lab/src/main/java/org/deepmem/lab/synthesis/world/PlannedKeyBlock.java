package org.deepmem.lab.synthesis.world;

/// The kernel's block of control for a registry key that is open or was.
///
/// @param id its index in [RunningSystem#objects]
/// @param path `\REGISTRY\MACHINE\SYSTEM\ControlSet001`
/// @param parent the id of the block of the key above; -1: the registry's root
/// @param hive which of the loaded hives: 0 and up
/// @param cell of the key in its hive
/// @param createTime when it was first opened
/// @param endTime when it was freed; 0: it is allocated
/// @param lastWrite when the key was last written to
/// @param values number of values
/// @param subkeys number of keys below
/// @param maxNameBytes of the longest name of a key below
/// @param maxValueNameBytes of the longest name of a value
/// @param maxValueBytes of the longest value
public record PlannedKeyBlock(
    int id,
    String path,
    int parent,
    int hive,
    int cell,
    long createTime,
    long endTime,
    long lastWrite,
    int values,
    int subkeys,
    int maxNameBytes,
    int maxValueNameBytes,
    int maxValueBytes)
    implements PlannedObject {
  /// The last part of its path.
  public String name() {
    return path.substring(path.lastIndexOf('\\') + 1);
  }
}
