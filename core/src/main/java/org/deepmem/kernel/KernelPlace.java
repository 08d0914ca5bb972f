package org.deepmem.kernel;

import java.util.Optional;
import org.deepmem.paging.X64AddressSpace;

/// Where a kernel is, before anything is known of what it holds.
///
/// @param space its address space
/// @param info its VMCOREINFO, when it was found by that
/// @param source how it was found
public record KernelPlace(X64AddressSpace space, Optional<VmcoreInfo> info, String source) {}
