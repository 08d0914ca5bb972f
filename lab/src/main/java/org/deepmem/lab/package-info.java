/// Makes memory: captures virtual machines, writes dumps in other formats.
///
/// Enters: a plan, or a dump. Leaves: dumps, those that were captured with manifests.
@NullMarked
package org.deepmem.lab;

import org.jspecify.annotations.NullMarked;
