package org.deepmem.lab.capture;

import java.time.Duration;

/// Is told what a capture is doing. The calls come from the thread that runs the capture.
public interface CaptureListener {
  /// Something that may take a while begins.
  ///
  /// @param step a few words, such as `fetching linux-image-...`
  void step(String step);

  /// A dump is there.
  ///
  /// @param number of the dump, from 1
  /// @param total number of dumps in the plan
  /// @param took since the boot or the dump before it
  void captured(CapturedDump dump, int number, int total, Duration took);

  /// Tells nobody.
  CaptureListener SILENT =
      new CaptureListener() {
        @Override
        public void step(String step) {}

        @Override
        public void captured(CapturedDump dump, int number, int total, Duration took) {}
      };
}
