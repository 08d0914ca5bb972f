package org.deepmem.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

/// Rows of candidates laid out by hand.
class CompanyTest {
  private static final long SLAB = 0xffff888000010000L;

  private static long[] row(long from, int slot, int count) {
    long[] addresses = new long[count];
    Arrays.setAll(addresses, i -> from + (long) i * slot);
    return addresses;
  }

  private static int[] company(long[] addresses, float evidence) {
    float[] all = new float[addresses.length];
    Arrays.fill(all, evidence);
    return Company.of(addresses, all);
  }

  @Test
  void slotsOfASlabAreCompanyForOneAnother() {
    int[] company = company(row(SLAB, 192, 21), 9);
    assertThat(company[0]).isEqualTo(8);
    assertThat(company[10]).isEqualTo(16);
    assertThat(company[20]).isEqualTo(8);
  }

  @Test
  void whatLiesBesideTheSlotsOrFarFromThemIsAlone() {
    long[] addresses = Arrays.copyOf(row(SLAB, 192, 21), 23);
    addresses[21] = SLAB + 21 * 192 + 8;
    addresses[22] = SLAB + 0x100000 - 0x100000 % 192;
    assertThat(company(addresses, 9)).endsWith(0, 0);
  }

  @Test
  void slotsBetweenFreeOnesHaveThoseInReach() {
    long[] addresses = row(SLAB, 192, 21);
    long[] sparse = Arrays.copyOf(addresses, 24);
    sparse[21] = SLAB + 0x4000;
    sparse[22] = SLAB + 0x4000 + 5 * 192;
    sparse[23] = SLAB + 0x4000 + 14 * 192;
    assertThat(company(sparse, 9)).endsWith(1, 1, 0);
  }

  @Test
  void onlyLikelyObjectsAreCompany() {
    long[] addresses = row(SLAB, 192, 21);
    assertThat(company(addresses, Company.SURE)).containsOnly(0);
    float[] evidence = new float[21];
    Arrays.fill(evidence, 9);
    evidence[10] = 0.5f;
    int[] company = Company.of(addresses, evidence);
    assertThat(company[10]).as("a weak one has company").isEqualTo(16);
    assertThat(company[9]).as("and is none").isEqualTo(15);
  }

  @Test
  void aDistanceThatFewNeighboursHaveIsNoSlots() {
    assertThat(company(row(SLAB, 192, 8), 9)).containsOnly(0);
    assertThat(company(row(SLAB, 192, 9), 9)).doesNotContain(0);
  }

  /// Inodes lie in the structures of several file systems.
  @Test
  void twoKindsOfSlotsAreBothKnown() {
    List<Long> addresses = new ArrayList<>();
    Arrays.stream(row(SLAB, 640, 12)).forEach(addresses::add);
    Arrays.stream(row(SLAB + 0x10000, 704, 12)).forEach(addresses::add);
    long[] all = addresses.stream().mapToLong(Long::longValue).toArray();
    assertThat(Arrays.stream(company(all, 9)).min()).hasValue(8);
  }

  @Test
  void whatCompanySaysIsHowMuchMoreObjectsHave() {
    List<CompanyFit.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      outcomes.add(new CompanyFit.Outcome(i < 4 ? 5 : i < 8 ? 2 : 0, true));
      outcomes.add(new CompanyFit.Outcome(i < 1 ? 5 : i < 4 ? 2 : 0, false));
    }
    ModelType.Company fit = CompanyFit.of(outcomes);
    assertThat(fit.many()).isCloseTo((float) Math.log(4.5 / 1.5), within(1e-5f));
    assertThat(fit.few()).isCloseTo((float) Math.log(4.5 / 3.5), within(1e-5f));
    assertThat(fit.none()).isCloseTo((float) Math.log(2.5 / 6.5), within(1e-5f));
    assertThat(fit.evidence(0)).isEqualTo(fit.none());
    assertThat(fit.evidence(2)).isEqualTo(fit.few());
    assertThat(fit.evidence(3)).isEqualTo(fit.many());
  }

  @Test
  void withoutExamplesCompanySaysNothing() {
    assertThat(CompanyFit.of(List.of())).isEqualTo(ModelType.Company.SAYS_NOTHING);
  }

  @Test
  void companyAloneDoesNotMakeOrUnmakeAnObject() {
    List<CompanyFit.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      outcomes.add(new CompanyFit.Outcome(i % 2 == 0 ? 9 : 0, i % 2 == 0));
    }
    assertThat(CompanyFit.of(outcomes).many()).isEqualTo(3);
    assertThat(CompanyFit.of(outcomes).none()).isEqualTo(-3);
  }
}
