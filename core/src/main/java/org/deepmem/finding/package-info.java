/// What detected objects mean to an analyst: who else knows of them, what their members say, why
/// they were taken for objects. In come a detection and the kernel's own views, out comes a
/// [org.deepmem.finding.ScanResult].
@NullMarked
package org.deepmem.finding;

import org.jspecify.annotations.NullMarked;
