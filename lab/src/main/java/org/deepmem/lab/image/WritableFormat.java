package org.deepmem.lab.image;

/// The formats that memory can be written in.
public enum WritableFormat {
  RAW {
    @Override
    public ImageWriter writer(PageFilter filter, int level) {
      return new RawImageWriter(filter);
    }
  },
  LIME {
    @Override
    public ImageWriter writer(PageFilter filter, int level) {
      return new LimeImageWriter(filter);
    }
  },
  KDUMP {
    @Override
    public ImageWriter writer(PageFilter filter, int level) {
      return new KdumpImageWriter(filter, level);
    }
  };

  /// A writer of this format.
  ///
  /// @param filter pages to write
  /// @param level of compression, 0 to 9, where the format knows any
  public abstract ImageWriter writer(PageFilter filter, int level);
}
