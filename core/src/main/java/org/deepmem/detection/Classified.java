package org.deepmem.detection;

import org.deepmem.model.NodeScores;

/// What a model found in a graph, with what it was found by: that takes 12 bytes a node, so a
/// result that nobody asks reasons of is better kept as its [Detection] alone.
///
/// @param detection what was found
/// @param scores what the network said of each node
/// @param count how that was weighed
public record Classified(Detection detection, NodeScores scores, VoteCount count) {}
