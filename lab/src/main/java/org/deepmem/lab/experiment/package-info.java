/// Experiments: what the method reaches, what matters in it, and where it breaks.
///
/// Enters: folders of labelled graphs a system ([SystemData]) and how much work may be done
/// ([Effort]). An experiment is a list of independent cells, mostly a training and its evaluation;
/// a cell's result is kept as JSON ([ResultFolder]), so that a run goes on where another one ended.
/// Leaves: all cells' rows as one JSON document, a table in Markdown, and figures.
@NullMarked
package org.deepmem.lab.experiment;

import org.jspecify.annotations.NullMarked;
