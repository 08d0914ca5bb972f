package org.deepmem.lab.synthesis.world;

import java.util.List;

/// A module of the kernel, with or without a driver.
///
/// @param file `tcpip.sys`
/// @param folder `\SystemRoot\System32\drivers`
/// @param driver `\Driver\Tcpip`; empty: no driver object
/// @param kilobytes of the image
/// @param present probability that it is loaded
/// @param start seconds after the boot
/// @param devices how many
/// @param names of devices, the first first; by the grammar; the rest have none
/// @param deviceType the number of their kind
/// @param majors how many of the 28 functions it handles
/// @param fastIo probability of a table of fast functions
record DriverTemplate(
    String file,
    String folder,
    String driver,
    Distribution kilobytes,
    double present,
    Distribution start,
    Distribution devices,
    List<String> names,
    int deviceType,
    Distribution majors,
    double fastIo) {}
