/// The report page: one file that a browser opens without a network.
///
/// Enters: a scan's result, explanations of some objects, the present physical memory. Leaves: HTML
/// with the data, scripts and style sheets in it, under a content security policy that allows
/// nothing else. The page's sources are resources of `org.deepmem.report`; what its data blocks
/// hold is in docs/formats.md.
@NullMarked
package org.deepmem.report.html;

import org.jspecify.annotations.NullMarked;
