/// Captures: boots guests or attaches to one, and leaves dumps with manifests. Enters: a plan.
/// Leaves: `NAME.elf` (or `.kdump`, `.raw`), `NAME.manifest.json`, and `NAME.guest/` with what the
/// guest said.
@NullMarked
package org.deepmem.lab.capture;

import org.jspecify.annotations.NullMarked;
