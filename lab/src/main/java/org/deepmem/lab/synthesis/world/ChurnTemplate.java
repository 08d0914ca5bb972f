package org.deepmem.lab.synthesis.world;

/// What has come and gone. Amounts are for each hundred that live.
///
/// @param processes processes that have exited
/// @param held of a hundred of those, how many whose object somebody's handle still holds
/// @param threads threads that have exited
/// @param files files that were closed
/// @param keys keys that were closed
/// @param objects others that were freed
/// @param arrival when things happen, in thousandths of the time from the boot
/// @param life how long what has gone lived: milliseconds
record ChurnTemplate(
    Distribution processes,
    Distribution held,
    Distribution threads,
    Distribution files,
    Distribution keys,
    Distribution objects,
    Distribution arrival,
    Distribution life) {}
