package org.deepmem.lab.synthesis.world;

/// A DLL.
///
/// @param name `kernel32.dll`
/// @param group processes name groups
/// @param kilobytes of the image
/// @param present probability that a process of the group has it
record DllTemplate(String name, String group, int kilobytes, double present) {}
