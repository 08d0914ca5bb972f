/// Virtual machines. Enters: a kernel, an initramfs, sizes; or the socket of a machine that runs.
/// Leaves: a machine that can be stopped, dumped and let go on.
@NullMarked
package org.deepmem.lab.qemu;

import org.jspecify.annotations.NullMarked;
