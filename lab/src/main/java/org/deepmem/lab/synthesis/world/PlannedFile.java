package org.deepmem.lab.synthesis.world;

/// An open file.
///
/// @param id its index in [RunningSystem#objects]
/// @param path as the file object has it, without the device: `\Windows\win.ini`; may be empty for
///   a device or a volume opened as such
/// @param device the id of the device that it is on
/// @param stream equal for files open on the same contents: those share their section pointers and
///   file system context
/// @param mapped whether a section has been made of it: pointers to the cache or the image exist
/// @param opener the id of the process that opened it
/// @param createTime when it was opened
/// @param endTime when it was freed; 0: it is allocated
/// @param access bits 0 read, 1 write, 2 delete, 3 shared for reading, 4 for writing, 5 for
///   deletion
/// @param flags of the file object
/// @param offset where a synchronous reader is
/// @param related the id of the file that its name was relative to; -1: none
/// @param completion whether it belongs to a completion port
public record PlannedFile(
    int id,
    String path,
    int device,
    int stream,
    boolean mapped,
    int opener,
    long createTime,
    long endTime,
    int access,
    int flags,
    long offset,
    int related,
    boolean completion)
    implements PlannedObject {}
