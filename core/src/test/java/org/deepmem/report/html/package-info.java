/// The report page: what is in the file, and what a browser makes of it.
@NullMarked
package org.deepmem.report.html;

import org.jspecify.annotations.NullMarked;
