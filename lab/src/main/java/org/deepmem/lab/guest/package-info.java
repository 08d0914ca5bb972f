/// What a guest is made of. Enters: a kernel package or file, a workload, a seed. Leaves: a kernel,
/// an initramfs with our agent in it, and for Debian a disk.
@NullMarked
package org.deepmem.lab.guest;

import org.jspecify.annotations.NullMarked;
