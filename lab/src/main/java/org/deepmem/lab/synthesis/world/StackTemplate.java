package org.deepmem.lab.synthesis.world;

import java.util.List;

/// Kernel stacks of threads.
///
/// @param frames how many
/// @param words between two return addresses
/// @param objects how many addresses of objects a frame holds
/// @param modules files of the modules that return addresses lead into
/// @param weights of those
record StackTemplate(
    Distribution frames,
    Distribution words,
    Distribution objects,
    List<String> modules,
    List<Double> weights) {}
