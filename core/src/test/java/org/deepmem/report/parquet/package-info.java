@NullMarked
package org.deepmem.report.parquet;

import org.jspecify.annotations.NullMarked;
