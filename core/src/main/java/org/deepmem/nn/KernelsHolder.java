package org.deepmem.nn;

/// Chooses the kernels once, without touching [VectorKernels] where its module is absent.
final class KernelsHolder {
  static final Kernels BEST =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? new VectorKernels()
          : new ScalarKernels();

  private KernelsHolder() {}
}
