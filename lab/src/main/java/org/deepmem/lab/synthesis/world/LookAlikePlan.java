package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans what looks like an object and is none.
final class LookAlikePlan {
  static final List<String> TYPES =
      List.of(
          "_EPROCESS",
          "_ETHREAD",
          "_DRIVER_OBJECT",
          "_FILE_OBJECT",
          "_LDR_DATA_TABLE_ENTRY",
          "_CM_KEY_BODY");

  private LookAlikePlan() {}

  static List<PlannedLookAlike> plan(
      LookAlikeTemplate template, List<PlannedObject> objects, SeededRandom random) {
    List<PlannedLookAlike> planned = new ArrayList<>();
    for (Map.Entry<String, Distribution> count : template.counts().entrySet()) {
      List<Integer> models =
          objects.stream()
              .filter(object -> object.live() && type(object).equals(count.getKey()))
              .map(PlannedObject::id)
              .toList();
      int amount = Math.max(1, models.size() * count.getValue().drawInt(random) / 100);
      for (int i = 0; i < amount && !models.isEmpty(); i++) {
        planned.add(
            new PlannedLookAlike(
                count.getKey(),
                template.kinds().get(Weights.pick(template.weights(), random)),
                Weights.any(models, random),
                Math.clamp(template.spoilt().draw(random), 0, 1000) / 1000.0));
      }
    }
    return planned;
  }

  private static String type(PlannedObject object) {
    return switch (object) {
      case PlannedProcess p -> "_EPROCESS";
      case PlannedThread t -> "_ETHREAD";
      case PlannedDriver d -> "_DRIVER_OBJECT";
      case PlannedFile f -> "_FILE_OBJECT";
      case PlannedModule m -> "_LDR_DATA_TABLE_ENTRY";
      case PlannedKey k -> "_CM_KEY_BODY";
      case PlannedDevice d -> "";
      case PlannedKeyBlock b -> "";
      case PlannedOther o -> "";
      case PlannedBlock b -> "";
    };
  }
}
