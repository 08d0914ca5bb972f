package org.deepmem.label;

import java.util.List;
import org.deepmem.graph.MemoryGraph;

/// A graph with the objects that are known to be in its dump.
///
/// @param name of the dump, for messages
/// @param graph the dump's graph
/// @param objects live and residual ones
public record GraphTruth(String name, MemoryGraph graph, List<LabelledObject> objects) {}
