package org.deepmem.training;

/// One minibatch to come: which graph, and which of its nodes are learnt from.
///
/// @param graph index of the training graph
/// @param seeds distinct nodes
record MinibatchPlan(int graph, int[] seeds) {}
