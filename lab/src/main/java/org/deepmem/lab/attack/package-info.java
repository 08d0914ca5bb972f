/// Harms memory as an attacker would, to measure what is still found, and to train models that
/// stand it.
///
/// Enters: a dump, its truth or its kernel. Leaves: the same memory with edits over it, which a
/// writer of [org.deepmem.lab.image] makes a dump of, or [org.deepmem.Dump#graph] a graph. The dump
/// itself is never changed, and its truth is the copy's too.
///
/// ```java
/// try (Dump dump = Dump.open(file)) {
///   List<LabelledObject> truth = TruthFile.read(truthFile);
///   AttackTarget target = AttackTarget.of(dump.space(), truth, AttackTarget.LIVE); // once a dump
///   AttackPlan plan = new AttackPlan(AttackKind.ZEROED_POINTERS, new IntRange(1, 4), seed);
///   PatchedImage harmed = new PatchedImage(dump.image()); // left open: it would close the dump's
///   Harm harm = plan.apply(harmed, target);
///   MemoryGraph graph = dump.graph(harmed);
///   GraphTruth example = new GraphTruth("harmed", graph, truth);
/// }
/// ```
///
/// Lists are edited by [TaskUnlink], [ProcessUnlink], [ModuleUnlink] and [Fabrication], which need
/// the kernel's symbols; objects are harmed by [AttackPlan].
@NullMarked
package org.deepmem.lab.attack;

import org.jspecify.annotations.NullMarked;
