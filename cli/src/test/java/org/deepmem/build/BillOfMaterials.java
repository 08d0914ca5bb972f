package org.deepmem.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a CycloneDX document says of the artifacts that the modules use.
final class BillOfMaterials {
  private static final String OURS = "org.deepmem";

  /// Licences that documents lack or get wrong, by group, as the artifacts' own files have them.
  private static final Map<String, String> KNOWN =
      Map.of(
          "com.tngtech.archunit", "Apache-2.0, BSD-3-Clause",
          "com.thoughtworks.paranamer", "BSD-3-Clause",
          "org.apache.datasketches", "Apache-2.0",
          "org.apache.xbean", "Apache-2.0, BSD-3-Clause",
          "org.jfree", "LGPL-2.1-or-later",
          "org.jline", "BSD-3-Clause",
          "oro", "Apache-1.1");

  private final JsonNode document;
  private final SortedMap<String, Artifact> artifacts = new TreeMap<>();

  /// @param name such as `org.tukaani:xz:1.12`
  /// @param licences SPDX names, where it has such
  /// @param sha256 of the jar
  record Artifact(String name, String licences, String sha256) {}

  /// Reads a document.
  BillOfMaterials(Path json) throws IOException {
    document = new ObjectMapper().readTree(json.toFile());
    for (JsonNode component : document.path("components")) {
      if (!component.path("group").asText().equals(OURS)) {
        Artifact artifact = artifact(component);
        artifacts.put(artifact.name(), artifact);
      }
    }
  }

  /// By name.
  SortedMap<String, Artifact> artifacts() {
    return artifacts;
  }

  /// Names of those that a module uses, by whatever way.
  Set<String> usedBy(String module) {
    Map<String, JsonNode> uses = new HashMap<>();
    document.path("dependencies").forEach(user -> uses.put(user.path("ref").asText(), user));
    Map<String, String> names = new HashMap<>();
    for (JsonNode component : document.path("components")) {
      names.put(component.path("bom-ref").asText(), artifact(component).name());
    }
    Set<String> met = new HashSet<>();
    Deque<String> next = new ArrayDeque<>();
    uses.keySet().stream()
        .filter(ref -> ref.startsWith("pkg:maven/" + OURS + "/" + module + "@"))
        .filter(ref -> !ref.contains("classifier="))
        .forEach(next::add);
    while (!next.isEmpty()) {
      String ref = next.pop();
      if (met.add(ref)) {
        uses.getOrDefault(ref, document).path("dependsOn").forEach(to -> next.push(to.asText()));
      }
    }
    return met.stream()
        .flatMap(ref -> Stream.ofNullable(names.get(ref)))
        .collect(Collectors.toSet());
  }

  private static Artifact artifact(JsonNode component) {
    String group = component.path("group").asText();
    List<String> name = new ArrayList<>(List.of(group, component.path("name").asText()));
    name.add(component.path("version").asText());
    String address = component.path("purl").asText();
    int classifier = address.indexOf("classifier=");
    if (classifier >= 0) {
      name.add(address.substring(classifier + "classifier=".length()).replaceAll("&.*", ""));
    }
    String sha256 = "";
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        sha256 = hash.path("content").asText();
      }
    }
    String licences = KNOWN.getOrDefault(group, String.join(", ", licences(component)));
    return new Artifact(String.join(":", name), licences, sha256);
  }

  private static List<String> licences(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      String name = choice.path("expression").asText(licence.path("id").asText());
      String known = name.isEmpty() ? licence.path("name").asText() : name;
      names.add(known.replaceAll("[()]", "").replace(" OR ", ", "));
    }
    return names;
  }
}
