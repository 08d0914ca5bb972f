package org.deepmem.lab.synthesis.world;

/// Open files.
///
/// @param cached how many, for each process, stay open for their cached contents without a handle
/// @param access the six bits of access and sharing
/// @param flags of the file object
/// @param offset current byte offset
/// @param mapped probability that a section was made of it
/// @param related probability that it was opened by a name relative to another
/// @param completion probability that it belongs to a completion port
/// @param device probability that it is a device or a pipe and no file on the volume
record FileTemplate(
    Distribution cached,
    Distribution access,
    Distribution flags,
    Distribution offset,
    double mapped,
    double related,
    double completion,
    double device) {}
