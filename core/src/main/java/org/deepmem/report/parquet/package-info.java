/// A result as an Apache Parquet file. The format's headers are written by its own library, pages
/// here: plain encoding, levels in runs, compressed by the JDK's gzip. That spares Hadoop, which
/// the full library needs.
///
/// Enters: a [org.deepmem.finding.ScanResult]. Leaves: a file.
@NullMarked
package org.deepmem.report.parquet;

import org.jspecify.annotations.NullMarked;
