package org.deepmem.lab.synthesis.objects;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedFile;
import org.jspecify.annotations.Nullable;

/// What files that are open on the same contents share: the file system's context, the pointers to
/// sections and the cache.
final class FileStreams {
  private final Scene scene;
  private final Map<Integer, Stream> streams = new HashMap<>();

  FileStreams(Scene scene) {
    this.scene = scene;
  }

  /// The shared structures of a file's contents.
  static final class Stream {
    private final Placed blocks;
    private final long context;
    private final long sections;
    private int users;

    private Stream(Placed blocks, long context, long sections) {
      this.blocks = blocks;
      this.context = context;
      this.sections = sections;
    }

    /// Address of the file system's context, in the middle of its block.
    long context() {
      return context;
    }

    /// Address of the _SECTION_OBJECT_POINTERS.
    long sections() {
      return sections;
    }
  }

  /// Enters a file.
  Stream open(PlannedFile file) {
    Stream stream = streams.computeIfAbsent(file.stream(), id -> create());
    stream.users++;
    return stream;
  }

  /// Counts a file out; the last one takes the blocks along.
  void close(PlannedFile file) {
    Stream stream = streams.get(file.stream());
    if (stream != null && --stream.users == 0) {
      streams.remove(file.stream());
      stream.blocks.own.forEach(
          block ->
              (block.paged() ? scene.machine().pagedPool() : scene.machine().nonPagedPool())
                  .free(block));
    }
  }

  @Nullable Stream of(PlannedFile file) {
    return streams.get(file.stream());
  }

  private Stream create() {
    Placed blocks = Placed.blocksOnly();
    int word = scene.word();
    int scbWords = 70;
    long scb = scene.own(blocks, scbWords * word, "Ntff", true);
    long nonPaged = scene.own(blocks, 3 * word + 16 * word, "Ntfn", false);
    Draws draws = scene.draws();
    scene.memory().u16(scb, 0x0703 + draws.below(4));
    scene.memory().u16(scb + 2, scbWords * word);
    for (int i = 1; i < scbWords; i++) {
      long value =
          switch (draws.below(6)) {
            case 0 -> scene.someAddress();
            case 1 -> draws.magnitude(1 << 24);
            case 2 -> scb + (long) word * draws.below(scbWords);
            default -> 0;
          };
      scene.memory().pointer(scb + (long) i * word, value);
    }
    for (int i = 3; i < 19; i++) {
      scene.memory().pointer(nonPaged + (long) i * word, draws.chance(0.3) ? scb : draws.below(3));
    }
    return new Stream(blocks, scb + (word == 8 ? 0x20 : 0x18) + 16L * draws.below(8), nonPaged);
  }

  /// Makes sections and cache of a stream where it has none yet.
  void map(PlannedFile file, Stream stream, long fileObject) {
    StructureWriter pointers = scene.at("_SECTION_OBJECT_POINTERS", stream.sections);
    Draws draws = scene.draws();
    boolean image = isImage(file);
    if (image && pointers.get("ImageSectionObject") == 0) {
      pointers.set("ImageSectionObject", controlArea(stream.blocks, fileObject, true));
    }
    if ((!image || draws.chance(0.3)) && pointers.get("DataSectionObject") == 0) {
      pointers.set("DataSectionObject", controlArea(stream.blocks, fileObject, false));
      pointers.set("SharedCacheMap", draws.chance(0.7) ? cacheMap(stream.blocks, fileObject) : 0);
    }
  }

  private static boolean isImage(PlannedFile file) {
    String path = file.path();
    return path.endsWith(".dll") || path.endsWith(".exe") || path.endsWith(".sys");
  }

  /// The control area of an image's section; 0 where the file has none.
  long imageArea(int fileId) {
    if (fileId < 0 || !(scene.plan().object(fileId) instanceof PlannedFile file)) {
      return 0;
    }
    Stream stream = streams.get(file.stream());
    return stream == null
        ? 0
        : scene.at("_SECTION_OBJECT_POINTERS", stream.sections).get("ImageSectionObject");
  }

  /// The control area of any section of a file; 0 where it has none.
  long area(int fileId) {
    long image = imageArea(fileId);
    if (image != 0 || fileId < 0 || !(scene.plan().object(fileId) instanceof PlannedFile file)) {
      return image;
    }
    Stream stream = streams.get(file.stream());
    return stream == null
        ? 0
        : scene.at("_SECTION_OBJECT_POINTERS", stream.sections).get("DataSectionObject");
  }

  private long controlArea(Placed owner, long fileObject, boolean image) {
    Draws draws = scene.draws();
    int areaBytes = scene.size("_CONTROL_AREA");
    int parts = image ? 3 + draws.below(4) : 1;
    int subsection = scene.size("_SUBSECTION");
    long area = scene.own(owner, areaBytes + parts * subsection, "MmCa", false);
    int pages = 4 + (int) draws.magnitude(600);
    int pte = scene.system().is64Bit() || scene.system().pae() ? 8 : 4;
    int tableBytes = scene.size("_SEGMENT") + Math.min(pages, 300) * pte;
    long segment = scene.own(owner, tableBytes, "MmSt", true);
    long table = segment + scene.size("_SEGMENT");
    for (int i = 0; i < Math.min(pages, 300); i++) {
      long frame = draws.below(1 << 17);
      scene
          .memory()
          .u64(
              table + (long) i * pte,
              draws.chance(0.5) ? frame << 12 | (draws.chance(0.5) ? 0x121 : 0x8e0) : 0x420);
    }
    StructureWriter s = scene.at("_SEGMENT", segment);
    s.set("ControlArea", area);
    s.set("TotalNumberOfPtes", pages);
    s.set("SizeOfSegment", (long) pages << 12);
    s.set("PrototypePte", table);
    s.set("BasedAddress", image ? 0x10000000L + ((long) draws.below(0x6000) << 16) : 0);
    StructureWriter c = scene.at("_CONTROL_AREA", area);
    c.set("Segment", segment);
    c.set("NumberOfSectionReferences", draws.below(3));
    c.set("NumberOfPfnReferences", draws.below(pages));
    c.set("NumberOfMappedViews", 1 + draws.below(20));
    c.set("NumberOfUserReferences", 1 + draws.below(20));
    c.set("FilePointer", fileObject | draws.below(8));
    c.set("u.LongFlags", image ? 0xa0 : 0x8080);
    for (int i = 0; i < parts; i++) {
      StructureWriter p = scene.at("_SUBSECTION", area + areaBytes + (long) i * subsection);
      p.set("ControlArea", area);
      p.set("SubsectionBase", table + (long) pte * Math.min(pages - 1, i * pages / parts));
      p.set("NextSubsection", i + 1 < parts ? p.address() + subsection : 0);
      p.set("PtesInSubsection", pages / parts + 1);
      p.set("NumberOfFullSectors", (pages / parts + 1L) * 8);
      p.set("StartingSector", (long) i * 8);
    }
    return area;
  }

  private long cacheMap(Placed owner, long fileObject) {
    int words = 60;
    long map = scene.own(owner, words * scene.word(), "CcSc", false);
    scene.memory().u16(map, 0x2ff);
    scene.memory().u16(map + 2, words * scene.word());
    scene.memory().u32(map + 4, 1 + scene.draws().below(4));
    for (int i = 4; i < words; i++) {
      long value =
          switch (scene.draws().below(5)) {
            case 0 -> map + (long) i * scene.word();
            case 1 -> scene.someAddress();
            case 2 -> scene.draws().magnitude(1 << 22);
            default -> 0;
          };
      scene.memory().pointer(map + (long) i * scene.word(), value);
    }
    scene.memory().pointer(map + 20L * scene.word(), fileObject);
    return map;
  }
}
