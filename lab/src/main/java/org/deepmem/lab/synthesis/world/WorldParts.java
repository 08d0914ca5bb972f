package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.LabException;

/// Reads the parts of a world file that are numbers and distributions only.
final class WorldParts {
  private static final int MANY = 1_000_000;

  private WorldParts() {}

  private static Distribution draw(JsonPlace at, String member) throws LabException {
    return DistributionReader.read(at.member(member));
  }

  static FileTemplate files(JsonPlace at) throws LabException {
    at.only("cached", "access", "flags", "offset", "mapped", "related", "completion", "device");
    return new FileTemplate(
        draw(at, "cached"),
        draw(at, "access"),
        draw(at, "flags"),
        draw(at, "offset"),
        at.member("mapped").number(0, 1),
        at.member("related").number(0, 1),
        at.member("completion").number(0, 1),
        at.member("device").number(0, 1));
  }

  static KeyTemplate keys(JsonPlace at) throws LabException {
    at.only(
        "watched",
        "kept",
        "flags",
        "values",
        "subkeys",
        "nameBytes",
        "valueBytes",
        "cell",
        "writtenHoursAgo");
    return new KeyTemplate(
        at.member("watched").number(0, 1),
        at.member("kept").number(0, 1),
        draw(at, "flags"),
        draw(at, "values"),
        draw(at, "subkeys"),
        draw(at, "nameBytes"),
        draw(at, "valueBytes"),
        draw(at, "cell"),
        draw(at, "writtenHoursAgo"));
  }

  static List<PoolTemplate> pools(JsonPlace place) throws LabException {
    List<PoolTemplate> pools = new ArrayList<>();
    for (JsonPlace at : place.items()) {
      at.only("tag", "paged", "bytes", "perProcess", "fixed", "ended", "contents");
      String tag = at.member("tag").text();
      if (tag.length() != 4 || !tag.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        throw at.member("tag").wrong("give four ASCII characters");
      }
      pools.add(
          new PoolTemplate(
              tag,
              at.optional("paged").isPresent() && at.member("paged").flag(),
              draw(at, "bytes"),
              draw(at, "perProcess"),
              at.optional("fixed").isPresent() ? draw(at, "fixed") : new Distribution.Constant(0),
              draw(at, "ended"),
              at.member("contents").constant(BlockContents.class)));
    }
    return pools;
  }

  static ThreadTemplate threads(JsonPlace at) throws LabException {
    at.only(
        "state",
        "waitReason",
        "userWait",
        "waits",
        "boost",
        "contextSwitches",
        "cyclesPerSwitch",
        "ticksPerMille",
        "waitTicksAgo");
    return new ThreadTemplate(
        draw(at, "state"),
        draw(at, "waitReason"),
        at.member("userWait").number(0, 1),
        draw(at, "waits"),
        draw(at, "boost"),
        draw(at, "contextSwitches"),
        draw(at, "cyclesPerSwitch"),
        draw(at, "ticksPerMille"),
        draw(at, "waitTicksAgo"));
  }

  static StackTemplate stacks(JsonPlace at) throws LabException {
    at.only("frames", "words", "objects", "modules");
    Map<String, Double> modules = weights(at.member("modules"));
    return new StackTemplate(
        draw(at, "frames"),
        draw(at, "words"),
        draw(at, "objects"),
        List.copyOf(modules.keySet()),
        List.copyOf(modules.values()));
  }

  static List<RegionTemplate> regions(JsonPlace place) throws LabException {
    List<RegionTemplate> regions = new ArrayList<>();
    for (JsonPlace at : place.items()) {
      at.only("kind", "count", "pages", "residentPercent", "protection");
      regions.add(
          new RegionTemplate(
              at.member("kind").constant(PlannedRegion.Kind.class),
              draw(at, "count"),
              draw(at, "pages"),
              draw(at, "residentPercent"),
              draw(at, "protection")));
    }
    return regions;
  }

  static ChurnTemplate churn(JsonPlace at) throws LabException {
    at.only("processes", "held", "threads", "files", "keys", "objects", "arrival", "life");
    return new ChurnTemplate(
        draw(at, "processes"),
        draw(at, "held"),
        draw(at, "threads"),
        draw(at, "files"),
        draw(at, "keys"),
        draw(at, "objects"),
        draw(at, "arrival"),
        draw(at, "life"));
  }

  static LookAlikeTemplate lookAlikes(JsonPlace at) throws LabException {
    at.only("perHundred", "kinds", "spoilt");
    Map<String, Distribution> counts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> type : at.member("perHundred").members().entrySet()) {
      if (!LookAlikePlan.TYPES.contains(type.getKey())) {
        throw type.getValue().wrong("give one of " + String.join(", ", LookAlikePlan.TYPES));
      }
      counts.put(type.getKey(), DistributionReader.read(type.getValue()));
    }
    List<PlannedLookAlike.Kind> kinds = new ArrayList<>();
    Map<String, Double> weights = weights(at.member("kinds"));
    for (String kind : weights.keySet()) {
      kinds.add(at.member("kinds").constant(PlannedLookAlike.Kind.class, kind));
    }
    return new LookAlikeTemplate(counts, kinds, List.copyOf(weights.values()), draw(at, "spoilt"));
  }

  static PageMix pages(JsonPlace place) throws LabException {
    List<PageKind> kinds = new ArrayList<>();
    Map<String, Double> weights = weights(place);
    for (String kind : weights.keySet()) {
      kinds.add(place.constant(PageKind.class, kind));
    }
    return new PageMix(kinds, List.copyOf(weights.values()));
  }

  static MemberValues members(JsonPlace place) throws LabException {
    Map<String, Map<String, Distribution>> types = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> type : place.members().entrySet()) {
      Map<String, Distribution> members = new LinkedHashMap<>();
      for (Map.Entry<String, JsonPlace> member : type.getValue().members().entrySet()) {
        members.put(member.getKey(), DistributionReader.read(member.getValue()));
      }
      types.put(type.getKey(), members);
    }
    return new MemberValues(types);
  }

  private static Map<String, Double> weights(JsonPlace place) throws LabException {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> weight : place.members().entrySet()) {
      weights.put(weight.getKey(), weight.getValue().number(0, MANY));
    }
    DistributionReader.positive(place, List.copyOf(weights.values()));
    return weights;
  }
}
