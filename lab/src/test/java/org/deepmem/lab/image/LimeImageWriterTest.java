package org.deepmem.lab.image;

import org.deepmem.image.ImageFormat;

class LimeImageWriterTest extends ImageWriterContract {
  @Override
  ImageFormat format() {
    return ImageFormat.LIME;
  }

  @Override
  ImageWriter writer(PageFilter filter) {
    return new LimeImageWriter(filter);
  }
}
