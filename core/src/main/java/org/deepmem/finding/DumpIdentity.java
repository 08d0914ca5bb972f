package org.deepmem.finding;

import java.time.Instant;
import java.util.Optional;

/// Which dump a result is of, and what made the result.
///
/// @param file name of the dump's file, without its folder
/// @param bytes of the file
/// @param sha256 of the file, hexadecimal; empty where it wasn't computed
/// @param format of the image, such as `ELF core`
/// @param family system and CPU, such as `linux-x64`
/// @param release what the kernel calls itself
/// @param taken when memory was taken, by the system's own clock
/// @param booted when the system was started, by the same clock
/// @param scanned when the scan began
/// @param tool name and version of this program
/// @param model file name of the model
/// @param modelSha256 of the model's file
public record DumpIdentity(
    String file,
    long bytes,
    Optional<String> sha256,
    String format,
    String family,
    Optional<String> release,
    Optional<Instant> taken,
    Optional<Instant> booted,
    Instant scanned,
    String tool,
    String model,
    String modelSha256) {}
