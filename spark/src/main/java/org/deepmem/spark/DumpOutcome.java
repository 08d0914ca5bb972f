package org.deepmem.spark;

import java.io.Serializable;

/// What became of a dump: what the driver needs to commit it. Objects never pass the driver.
///
/// @param kind what happened
/// @param dump SHA-256 of the dump, "" where that isn't known
/// @param scan which scan of that dump, as the folder of its objects is called
/// @param aside name of the file with the objects, in the folder of what isn't committed yet
/// @param row of the table of dumps or of failures, as a Parquet file
/// @param told what is said of it on standard error
@SuppressWarnings("ArrayRecordComponent") // it is sent once, and never compared
record DumpOutcome(Kind kind, String dump, String scan, String aside, byte[] row, String told)
    implements Serializable {

  /// What happened.
  enum Kind {
    DONE,
    SKIPPED,
    FAILED
  }

  static DumpOutcome done(String dump, String scan, String aside, byte[] row, String told) {
    return new DumpOutcome(Kind.DONE, dump, scan, aside, row, told);
  }

  static DumpOutcome skipped(String dump, String told) {
    return new DumpOutcome(Kind.SKIPPED, dump, "", "", new byte[0], told);
  }

  static DumpOutcome failed(byte[] row, String told) {
    return new DumpOutcome(Kind.FAILED, "", "", "", row, told);
  }
}
