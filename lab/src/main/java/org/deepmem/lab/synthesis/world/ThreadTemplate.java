package org.deepmem.lab.synthesis.world;

/// What threads do.
///
/// @param state as the kernel numbers it
/// @param waitReason of those that wait
/// @param userWait probability that a wait is user mode's
/// @param waits on how many objects
/// @param boost over the base priority
/// @param contextSwitches how often switched to
/// @param cyclesPerSwitch processor cycles of each
/// @param ticksPerMille clock ticks for a thousand switches
/// @param waitTicksAgo since when it waits
record ThreadTemplate(
    Distribution state,
    Distribution waitReason,
    double userWait,
    Distribution waits,
    Distribution boost,
    Distribution contextSwitches,
    Distribution cyclesPerSwitch,
    Distribution ticksPerMille,
    Distribution waitTicksAgo) {}
