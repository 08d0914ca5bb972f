package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import org.deepmem.lab.plot.Figure;

/// What an experiment's cells say together.
///
/// @param rows a row a figure that is to be reported, as objects
/// @param markdown the same as tables
/// @param figures by the ending of their file's name, which may be empty
record Findings(ArrayNode rows, String markdown, Map<String, Figure> figures) {}
