package org.deepmem.lab.synthesis.world;

/// Open registry keys.
///
/// @param watched probability that somebody waits for changes
/// @param kept probability that a control block stays when nobody has its key open
record KeyTemplate(
    double watched,
    double kept,
    Distribution flags,
    Distribution values,
    Distribution subkeys,
    Distribution nameBytes,
    Distribution valueBytes,
    Distribution cell,
    Distribution writtenHoursAgo) {}
