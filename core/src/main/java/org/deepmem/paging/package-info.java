/// Virtual to physical: one CPU mode a file.
///
/// Enters: a memory image and the physical address of the top page table. Leaves:
/// [org.deepmem.paging.AddressSpace], whose addresses are virtual, and its kernel half as runs of
/// mapped pages, each physical page with one canonical virtual address.
@NullMarked
package org.deepmem.paging;

import org.jspecify.annotations.NullMarked;
