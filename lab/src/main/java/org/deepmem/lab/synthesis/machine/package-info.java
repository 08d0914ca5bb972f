/// The substrate of a synthesised Windows memory image: physical memory, page tables, the kernel
/// and its drivers as PE images, pools, symbols.
///
/// Enters: a [WindowsSystem], an amount of memory, a seed, the modules to load. Leaves: a machine
/// that others write objects into ([Machine], [KernelMemory], [Pool], [UserSpace],
/// [StructureWriter]), a raw image and an ISF file. What it makes is decided by (system, memory,
/// seed) and by the order of the calls alone. Not for several threads.
///
/// Random numbers come from [org.deepmem.nn.SeededRandom], the project's one source.
///
/// Facts of Windows are from the public symbols, the Windows SDK, and from what memory tools
/// expect.
@NullMarked
package org.deepmem.lab.synthesis.machine;

import org.jspecify.annotations.NullMarked;
