package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.lab.LabException;

/// Reads the parts of a world file that name rules of its grammar.
final class WorldReader {
  /// Rules that a grammar must have: what the plan draws by itself.
  static final List<String> RULES =
      List.of(
          "computer",
          "file",
          "temporaryFile",
          "pipe",
          "key",
          "baseName",
          "thirdParty",
          "line",
          "word");

  private static final int MANY = 100_000;

  private final Grammar grammar;

  WorldReader(Grammar grammar) {
    this.grammar = grammar;
  }

  void rules(JsonPlace place, List<String> names) throws LabException {
    for (String rule : names) {
      if (!grammar.has(rule)) {
        place.member(rule);
      }
    }
  }

  SystemTemplate system(JsonPlace place) throws LabException {
    place.only("uptime", "recorded", "processors", "hives", "thirdParty", "unloaded", "accounts");
    Map<String, PlannedAccount> accounts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> account : place.member("accounts").members().entrySet()) {
      List<JsonPlace> pair = account.getValue().items();
      if (pair.size() != 2) {
        throw account.getValue().wrong("give [name, SID]");
      }
      accounts.put(
          account.getKey(),
          new PlannedAccount(grammar.check(pair.get(0)), grammar.check(pair.get(1))));
    }
    return new SystemTemplate(
        DistributionReader.read(place.member("uptime")),
        DistributionReader.read(place.member("recorded")),
        DistributionReader.read(place.member("processors")),
        DistributionReader.read(place.member("hives")),
        DistributionReader.read(place.member("thirdParty")),
        DistributionReader.read(place.member("unloaded")),
        accounts);
  }

  Map<String, Map<String, Double>> handles(JsonPlace place) throws LabException {
    Map<String, Map<String, Double>> mixes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPlace> mix : place.members().entrySet()) {
      Map<String, Double> weights = new LinkedHashMap<>();
      for (Map.Entry<String, JsonPlace> kind : mix.getValue().members().entrySet()) {
        if (!HandlePlan.LOOKED_FOR.contains(kind.getKey())) {
          kind.getValue().constant(ObjectKind.class, kind.getKey());
        }
        weights.put(kind.getKey(), kind.getValue().number(0, MANY));
      }
      DistributionReader.positive(mix.getValue(), List.copyOf(weights.values()));
      mixes.put(mix.getKey(), weights);
    }
    return mixes;
  }

  List<DllTemplate> dlls(JsonPlace place) throws LabException {
    List<DllTemplate> dlls = new ArrayList<>();
    for (Map.Entry<String, JsonPlace> group : place.members().entrySet()) {
      for (Map.Entry<String, JsonPlace> dll : group.getValue().members().entrySet()) {
        List<JsonPlace> pair = dll.getValue().items();
        if (pair.size() != 2) {
          throw dll.getValue().wrong("give [kilobytes, probability]");
        }
        dlls.add(
            new DllTemplate(
                dll.getKey(),
                group.getKey(),
                pair.get(0).whole(4, MANY),
                pair.get(1).number(0, 1)));
      }
    }
    return dlls;
  }

  List<ProcessTemplate> processes(
      JsonPlace place,
      Map<String, Map<String, Double>> mixes,
      List<DllTemplate> dlls,
      Map<String, PlannedAccount> accounts)
      throws LabException {
    Set<String> groups = new HashSet<>();
    dlls.forEach(dll -> groups.add(dll.group()));
    List<ProcessTemplate> templates = new ArrayList<>();
    for (JsonPlace item : place.items()) {
      ProcessTemplate template = process(item);
      if (!mixes.containsKey(template.mix())) {
        throw item.member("mix").wrong("no such mix in $.handles");
      }
      for (String group : template.dlls()) {
        if (!groups.contains(group)) {
          throw item.member("dlls").wrong("no group \"%s\" in $.dlls".formatted(group));
        }
      }
      if (!accounts.containsKey(template.account())) {
        throw item.member("account").wrong("no such account in $.system.accounts");
      }
      templates.add(template);
    }
    if (!templates.getFirst().image().equals("System")) {
      throw place.wrong("the first process must be System");
    }
    return templates;
  }

  private ProcessTemplate process(JsonPlace at) throws LabException {
    at.only(
        "image",
        "folder",
        "command",
        "parent",
        "session",
        "account",
        "always",
        "weight",
        "start",
        "threads",
        "handles",
        "gui",
        "dlls",
        "mix",
        "priority",
        "priorityClass",
        "critical",
        "wow64");
    String image = grammar.check(at.member("image"));
    String folder =
        at.optional("folder").isPresent()
            ? grammar.check(at.member("folder"))
            : "\\Windows\\System32";
    String command =
        at.optional("command").isPresent()
            ? grammar.check(at.member("command"))
            : "C:" + folder + "\\" + image;
    return new ProcessTemplate(
        image,
        folder,
        command,
        at.optional("parent").isPresent() ? at.member("parent").text() : "",
        at.optional("session").isPresent() ? at.member("session").whole(-1, 99) : 1,
        at.member("account").text(),
        at.optional("always").isPresent() ? at.member("always").whole(0, 1000) : 0,
        at.optional("weight").isPresent() ? at.member("weight").number(0, MANY) : 0,
        DistributionReader.read(at.member("start")),
        DistributionReader.read(at.member("threads")),
        DistributionReader.read(at.member("handles")),
        at.optional("gui").isPresent() ? at.member("gui").number(0, 1) : 0,
        at.optional("dlls").isPresent() ? at.member("dlls").texts() : List.of(),
        at.member("mix").text(),
        at.optional("priority").isPresent() ? at.member("priority").whole(1, 31) : 8,
        at.optional("priorityClass").isPresent() ? at.member("priorityClass").whole(1, 6) : 2,
        at.optional("critical").isPresent() && at.member("critical").flag(),
        at.optional("wow64").isPresent() ? at.member("wow64").number(0, 1) : 0);
  }

  List<DriverTemplate> drivers(JsonPlace place) throws LabException {
    List<DriverTemplate> drivers = new ArrayList<>();
    for (JsonPlace at : place.items()) {
      at.only(
          "file",
          "folder",
          "driver",
          "kilobytes",
          "present",
          "start",
          "devices",
          "names",
          "deviceType",
          "majors",
          "fastIo");
      List<String> names = new ArrayList<>();
      if (at.optional("names").isPresent()) {
        for (JsonPlace name : at.member("names").items()) {
          names.add(grammar.check(name));
        }
      }
      drivers.add(
          new DriverTemplate(
              at.member("file").text(),
              at.optional("folder").isPresent()
                  ? at.member("folder").text()
                  : "\\SystemRoot\\System32\\drivers",
              at.optional("driver").isPresent() ? at.member("driver").text() : "",
              DistributionReader.read(at.member("kilobytes")),
              at.optional("present").isPresent() ? at.member("present").number(0, 1) : 1,
              at.optional("start").isPresent()
                  ? DistributionReader.read(at.member("start"))
                  : new Distribution.Uniform(0, 4, 1),
              at.optional("devices").isPresent()
                  ? DistributionReader.read(at.member("devices"))
                  : new Distribution.Constant(names.size()),
              names,
              at.optional("deviceType").isPresent()
                  ? at.member("deviceType").whole(1, 0xffff)
                  : 0x22,
              at.optional("majors").isPresent()
                  ? DistributionReader.read(at.member("majors"))
                  : new Distribution.Uniform(2, 7, 1),
              at.optional("fastIo").isPresent() ? at.member("fastIo").number(0, 1) : 0));
    }
    if (!drivers.getFirst().file().equals("ntoskrnl.exe")) {
      throw place.wrong("the first must be ntoskrnl.exe, the kernel");
    }
    return drivers;
  }

  Map<ObjectKind, ObjectTemplate> objects(JsonPlace place) throws LabException {
    Map<ObjectKind, ObjectTemplate> objects = new EnumMap<>(ObjectKind.class);
    for (Map.Entry<String, JsonPlace> entry : place.members().entrySet()) {
      JsonPlace at = entry.getValue().only("named", "name", "fixed", "value");
      ObjectKind kind = at.constant(ObjectKind.class, entry.getKey());
      objects.put(
          kind,
          new ObjectTemplate(
              kind,
              at.optional("named").isPresent() ? at.member("named").number(0, 1) : 0,
              at.optional("name").isPresent() ? grammar.check(at.member("name")) : "{baseName}",
              at.optional("fixed").isPresent()
                  ? DistributionReader.read(at.member("fixed"))
                  : new Distribution.Constant(0),
              at.optional("value").isPresent()
                  ? DistributionReader.read(at.member("value"))
                  : new Distribution.Uniform(0, 1, 1)));
    }
    for (ObjectKind kind : ObjectKind.values()) {
      objects.computeIfAbsent(
          kind,
          k ->
              new ObjectTemplate(
                  k,
                  0,
                  "{baseName}",
                  new Distribution.Constant(0),
                  new Distribution.Uniform(0, 1, 1)));
    }
    return objects;
  }
}
