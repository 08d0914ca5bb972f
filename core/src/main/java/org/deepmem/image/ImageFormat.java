package org.deepmem.image;

/// The container formats that an image can come in. This is the table of formats: a new one is an
/// entry here, with the bytes that tell it and the class that reads it. The first entry whose magic
/// matches is taken; a raw image, which has none, comes last.
public enum ImageFormat {
  ELF_CORE("ELF core", Magic.of("\u007fELF"), ElfCoreImage::open),
  LIME("LiME", Magic.of("EMiL"), LimeImage::open),
  KDUMP("kdump-compressed", Magic.of("KDUMP   "), file -> KdumpImage.open(file, valueOf("KDUMP"))),
  KDUMP_FLATTENED("kdump-compressed, flattened", Magic.of("makedumpfile\0"), FlattenedFile::open),
  CRASH_DUMP_32(
      "Windows crash dump, 32-bit", Magic.of("PAGEDUMP"), file -> CrashDumpImage.open(file, false)),
  CRASH_DUMP_64(
      "Windows crash dump, 64-bit", Magic.of("PAGEDU64"), file -> CrashDumpImage.open(file, true)),
  RAW("raw", Magic.NONE, RawImage::open);

  /// Reads a file whose magic matched.
  @FunctionalInterface
  interface Opener {
    /// @param file is owned by the image that is returned, by the caller when this throws
    MemoryImage open(ImageFile file) throws MalformedImageException;
  }

  private final String label;
  private final Magic magic;
  private final Opener opener;

  ImageFormat(String label, Magic magic, Opener opener) {
    this.label = label;
    this.magic = magic;
    this.opener = opener;
  }

  /// The name shown to people.
  public String label() {
    return label;
  }

  /// The format that the file's content names.
  static ImageFormat of(ImageFile file) throws MalformedImageException {
    for (ImageFormat format : values()) {
      if (format.magic.matches(file)) {
        return format;
      }
    }
    return RAW;
  }

  /// Reads a file of this format.
  MemoryImage open(ImageFile file) throws MalformedImageException {
    return opener.open(file);
  }
}
