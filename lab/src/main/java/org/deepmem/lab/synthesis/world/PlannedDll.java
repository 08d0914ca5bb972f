package org.deepmem.lab.synthesis.world;

/// A module in a process's user memory.
///
/// @param name `kernel32.dll`
/// @param path `C:\Windows\System32\kernel32.dll`
/// @param base where it is mapped; a multiple of 64 KB; those of one name agree over all processes
///   that could have it there
/// @param size bytes, a multiple of 4096
/// @param timestamp of the link, seconds since 1970
/// @param file the id of the [PlannedFile] that its section was made from
public record PlannedDll(String name, String path, long base, int size, int timestamp, int file) {}
