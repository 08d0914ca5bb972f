package org.deepmem.lab.synthesis.world;

import java.util.List;
import java.util.Map;

/// What looks like an object and is none.
///
/// @param counts how many of a type, for each hundred live ones
/// @param spoilt thousandths of the bytes that are spoilt
record LookAlikeTemplate(
    Map<String, Distribution> counts,
    List<PlannedLookAlike.Kind> kinds,
    List<Double> weights,
    Distribution spoilt) {}
