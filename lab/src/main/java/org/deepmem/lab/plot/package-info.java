/// Figures: small panels side by side, as scalable pictures.
///
/// Enters: panels of named curves ([Figure]). Leaves: an SVG file. Text is measured with the
/// machine's fonts, so a machine without any draws nothing, and says so ([NoFontsException]).
@NullMarked
package org.deepmem.lab.plot;

import org.jspecify.annotations.NullMarked;
