package org.deepmem.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NumberedNameTest {
  private static final String OFFERED =
      """
      linux-image-6.1.0-9-686-pae - Linux 6.1 for modern PCs (signed)
      linux-image-6.1.0-47-686-pae - Linux 6.1 for modern PCs (signed)
      linux-image-6.1.0-10-686-pae - Linux 6.1 for modern PCs (signed)
      linux-image-6.1.0-50-686-pae-unsigned - Linux 6.1 for modern PCs
      linux-image-6.1.0-50-rt-686-pae - Linux 6.1 for modern PCs, PREEMPT_RT (signed)
      linux-image-6x1.0-51-686-pae - another
      linux-image-6.12.9+deb12-686-pae - Linux 6.12 for modern PCs (signed)
      linux-image-6.12.10+deb12-686-pae - Linux 6.12 for modern PCs (signed)
      linux-image-686-pae - Linux for modern PCs (meta-package)
      """;

  @Test
  void standsForThePackageWithTheHighestNumber() {
    assertThat(new NumberedName("linux-image-6.1.0-*-686-pae").newestOf(OFFERED))
        .hasValue("linux-image-6.1.0-47-686-pae");
    assertThat(new NumberedName("linux-image-6.*.*+deb12-686-pae").newestOf(OFFERED))
        .hasValue("linux-image-6.12.10+deb12-686-pae");
  }

  @Test
  void standsForNothingWhereAptOffersNone() {
    assertThat(new NumberedName("linux-image-6.1.0-*-cloud-686").newestOf(OFFERED)).isEmpty();
    assertThat(new NumberedName("linux-image-6.1.0-*-686-pae").newestOf("")).isEmpty();
  }

  @Test
  void asksAptInItsOwnKindOfExpression() {
    assertThat(new NumberedName("linux-image-6.12.*+deb12-686").search())
        .containsExactly("search", "--names-only", "^linux-image-6[.]12[.]([0-9]+)[+]deb12-686$");
  }
}
