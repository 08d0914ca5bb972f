/// What fills a synthesised Windows: plain data, no bytes of structures.
///
/// Enters: a world file (names, processes, drivers, distributions), a system's traits, a seed.
/// Leaves: [RunningSystem], the plan of a running system: every object that lives or has lived, by
/// an id, with its relations, and the order in which the pools gave and took back memory; and
/// [PageContents], the contents of pages that are no structures. Two runs of the same seed give the
/// same plan.
///
/// Relations are ids into [RunningSystem#objects]. What a structure holds beside names, relations
/// and times is drawn member by member, by [MemberValues], from the distributions of the world.
@NullMarked
package org.deepmem.lab.synthesis.world;

import org.jspecify.annotations.NullMarked;
