/// Many dumps on Apache Spark: a task a dump, results as Parquet tables. The only code that knows
/// Spark and Hadoop.
///
/// Enters: paths and URIs of dumps. Leaves: the tables `objects`, `dumps` and `failures`; what few
/// hosts have.
@NullMarked
package org.deepmem.spark;

import org.jspecify.annotations.NullMarked;
