package org.deepmem.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a CycloneDX document says of the artifacts that the modules use.
final class BillOfMaterials {
  private static final String OURS = "org.deepmem";

  /// Licences that documents get wrong, as the artifacts' own files have them.
  private static final Map<String, String> KNOWN =
      Map.of(
          "org.jfree", "LGPL-2.1-or-later",
          "org.jline", "BSD-3-Clause",
          "com.tngtech.archunit", "Apache-2.0, BSD-3-Clause");

  private final SortedMap<String, Artifact> artifacts = new TreeMap<>();

  /// @param name such as `org.tukaani:xz:1.12`
  /// @param licences SPDX names, where it has such
  /// @param sha256 of the jar
  record Artifact(String name, String licences, String sha256) {}

  /// Reads a document.
  BillOfMaterials(Path json) throws IOException {
    for (JsonNode component : new ObjectMapper().readTree(json.toFile()).path("components")) {
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
      names.add(name.isEmpty() ? licence.path("name").asText() : name);
    }
    return names;
  }
}
