package org.deepmem.lab.synthesis.world;

import java.util.Map;

/// The machine as a whole.
///
/// @param uptime seconds
/// @param recorded when its memory is recorded: seconds since 1970
/// @param accounts name and SID, by the grammar, of each account, by what templates call it
/// @param hives how many are loaded
/// @param thirdParty how many drivers of which no template knows
/// @param unloaded how many drivers have been unloaded
record SystemTemplate(
    Distribution uptime,
    Distribution recorded,
    Distribution processors,
    Distribution hives,
    Distribution thirdParty,
    Distribution unloaded,
    Map<String, PlannedAccount> accounts) {}
