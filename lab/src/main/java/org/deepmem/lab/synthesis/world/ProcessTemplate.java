package org.deepmem.lab.synthesis.world;

import java.util.List;

/// Processes of one image.
///
/// @param image `svchost.exe`; by the grammar
/// @param folder `\Windows\System32`; by the grammar
/// @param command the command line; by the grammar
/// @param parent the image of the process that starts it; empty: one that is gone
/// @param session -1 none
/// @param account the name of an account; by the grammar
/// @param always how many run in any case
/// @param weight how likely another one is this one
/// @param start seconds after the boot
/// @param threads how many
/// @param handles how many
/// @param gui probability that a thread has windows
/// @param dlls groups of DLLs
/// @param mix of handles, by name
/// @param priority base priority
/// @param priorityClass its number
record ProcessTemplate(
    String image,
    String folder,
    String command,
    String parent,
    int session,
    String account,
    int always,
    double weight,
    Distribution start,
    Distribution threads,
    Distribution handles,
    double gui,
    List<String> dlls,
    String mix,
    int priority,
    int priorityClass,
    boolean critical,
    double wow64) {}
