package org.deepmem.lab.synthesis.objects;

import java.util.List;
import org.deepmem.lab.synthesis.machine.StructureWriter;

/// The tree of a process's ranges of user memory.
final class VadTree {
  private final Scene scene;
  private final FileStreams streams;

  VadTree(Scene scene, FileStreams streams) {
    this.scene = scene;
    this.streams = streams;
  }

  /// Writes the nodes, and the tree into its process.
  ///
  /// @param regions by ascending address
  void write(List<Region> regions, Placed owner, StructureWriter process) {
    boolean old = process.has("VadRoot.BalancedRoot");
    long anchor = old ? process.address("VadRoot") : 0;
    long root = subtree(regions, 0, regions.size(), anchor, owner);
    if (old) {
      process.set("VadRoot.BalancedRoot.u1.Parent", anchor);
      process.set("VadRoot.BalancedRoot.RightChild", root);
      int depth = 32 - Integer.numberOfLeadingZeros(regions.size());
      process.set("VadRoot.DepthOfTree", depth);
      process.set("VadRoot.NumberGenericTableElements", regions.size());
      process.set("VadRoot.NodeHint", root);
      process.set("VadRoot.NodeFreeHint", regions.isEmpty() ? 0 : root);
    } else {
      process.set("VadRoot", root);
      process.set("VadHint", root);
      process.set("VadCount", regions.size());
    }
  }

  private long subtree(List<Region> regions, int from, int to, long parent, Placed owner) {
    if (from >= to) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    Region r = regions.get(middle);
    boolean file = r.file() >= 0;
    String type = file ? "_MMVAD" : "_MMVAD_SHORT";
    String tag = file ? "Vad " : "VadS";
    long node = scene.own(owner, scene.size(type), tag, false);
    StructureWriter w = scene.at(type, node);
    long left = subtree(regions, from, middle, node, owner);
    long right = subtree(regions, middle + 1, to, node, owner);
    int tilt = Integer.compare(to - middle - 1, middle - from);
    if (w.has("LeftChild")) {
      w.set("u1.Parent", parent | (tilt & 3));
      w.set("LeftChild", left);
      w.set("RightChild", right);
      range(w, "", r);
    } else {
      String core = file ? "Core." : "";
      w.set(core + "VadNode.Left", left);
      w.set(core + "VadNode.Right", right);
      w.set(core + "VadNode.ParentValue", parent | (tilt & 3));
      range(w, core, r);
    }
    if (file) {
      mapping(w, r, owner);
    }
    return node;
  }

  private void range(StructureWriter w, String core, Region r) {
    long start = r.start() >>> 12;
    long end = r.last() >>> 12;
    w.set(core + "StartingVpn", start);
    w.set(core + "EndingVpn", end);
    if (w.has(core + "StartingVpnHigh")) {
      w.set(core + "StartingVpnHigh", start >>> 32);
      w.set(core + "EndingVpnHigh", end >>> 32);
    }
    String flags = core + "u.VadFlags.";
    w.set(flags + "Protection", r.protection());
    w.set(flags + "PrivateMemory", r.file() < 0 ? 1 : 0);
    w.set(flags + "VadType", r.image() ? 2 : 0);
    if (r.file() < 0) {
      w.setIfPresent(flags + "CommitCharge", r.pages());
      w.setIfPresent(flags + "MemCommit", 1);
    }
  }

  private void mapping(StructureWriter w, Region r, Placed owner) {
    long area = streams.area(r.file());
    if (area == 0) {
      return;
    }
    long subsection = area + scene.size("_CONTROL_AREA");
    long table = scene.at("_SUBSECTION", subsection).get("SubsectionBase");
    w.set("Subsection", subsection);
    w.set("FirstPrototypePte", table);
    w.set("LastContiguousPte", table + 8L * Math.min(r.pages(), 300) - 8);
    w.emptyList("ViewLinks");
    w.setIfPresent("VadsProcess", owner.body | 1);
    w.setIfPresent("FileObject", 0);
  }
}
