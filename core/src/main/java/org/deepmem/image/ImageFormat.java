package org.deepmem.image;

/// The container formats that an image can come in.
public enum ImageFormat {
  RAW("raw"),
  ELF_CORE("ELF core"),
  LIME("LiME"),
  KDUMP("kdump-compressed"),
  KDUMP_FLATTENED("kdump-compressed, flattened");

  private final String label;

  ImageFormat(String label) {
    this.label = label;
  }

  /// The name shown to people.
  public String label() {
    return label;
  }
}
