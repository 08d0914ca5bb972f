package org.deepmem.lab.capture;

import java.nio.file.Path;

/// A dump and what belongs to it.
///
/// @param dump the memory
/// @param manifestFile its manifest
/// @param guest folder with what the guest said, see [GuestReport]; not there for a machine that we
///   did not start
/// @param manifest what the manifest says
public record CapturedDump(Path dump, Path manifestFile, Path guest, Manifest manifest) {}
