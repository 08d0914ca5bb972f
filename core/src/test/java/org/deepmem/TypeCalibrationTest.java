package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deepmem.model.ModelType;
import org.junit.jupiter.api.Test;

class TypeCalibrationTest {
  private static final ModelType.Company COMPANY = new ModelType.Company(-1, 0, 1);

  @Test
  void companyIsAskedOnlyOfTypesThatLoseNothingByIt() {
    List<ModelType> alone = List.of(type("better"), type("equal"), type("worse"));
    List<ModelType> asked = alone.stream().map(type -> type.withCompany(COMPANY)).toList();

    List<ModelType> chosen =
        TypeCalibration.unlessLosing(
            alone,
            Map.of("better", 0.9, "equal", 0.9, "worse", 0.9)::get,
            asked,
            Map.of("better", 0.95, "equal", 0.9, "worse", 0.89)::get);

    assertThat(chosen).extracting(ModelType::company).containsExactly(COMPANY, COMPANY, null);
  }

  private static ModelType type(String name) {
    return new ModelType(name, 64, 0);
  }
}
