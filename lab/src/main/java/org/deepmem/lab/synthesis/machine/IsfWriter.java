package org.deepmem.lab.synthesis.machine;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.WindowsLayouts;

/// Writes layouts and symbols in Volatility 3's Intermediate Symbol Format, schema 6.2.0. Symbols
/// are offsets from the kernel's base.
final class IsfWriter {
  private static final String FORMAT = "6.2.0";

  private final WindowsSystem system;
  private final KernelSymbols symbols;
  private final PeDebug debug;

  IsfWriter(WindowsSystem system, KernelSymbols symbols, PeDebug debug) {
    this.system = system;
    this.symbols = symbols;
    this.debug = debug;
  }

  void write(Path file) throws IOException {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8)) {
      json.writeStartObject();
      metadata(json);
      IsfTypes types = new IsfTypes(json, system);
      types.baseTypes();
      json.writeObjectFieldStart("user_types");
      for (StructLayout layout : WindowsLayouts.structures(system.id())) {
        struct(json, types, layout);
      }
      json.writeEndObject();
      IsfEnums.write(json);
      json.writeObjectFieldStart("symbols");
      symbols(json, symbols.data());
      symbols(json, symbols.code());
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void metadata(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeStringField("format", FORMAT);
    json.writeObjectFieldStart("producer");
    json.writeStringField("name", "deepmem");
    json.writeStringField("version", "1");
    json.writeEndObject();
    json.writeObjectFieldStart("windows");
    json.writeObjectFieldStart("pdb");
    json.writeStringField("GUID", debug.guidText());
    json.writeNumberField("age", debug.age());
    json.writeStringField("database", debug.pdbName());
    json.writeNumberField("machine_type", system.peMachine());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void struct(JsonGenerator json, IsfTypes types, StructLayout layout)
      throws IOException {
    json.writeObjectFieldStart(layout.name());
    json.writeStringField("kind", "struct");
    json.writeNumberField("size", layout.size());
    json.writeObjectFieldStart("fields");
    for (StructMember member : layout.members().values()) {
      json.writeObjectFieldStart(member.name());
      types.member(layout.name(), member);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void symbols(JsonGenerator json, Map<String, Integer> offsets) throws IOException {
    for (Map.Entry<String, Integer> symbol : offsets.entrySet()) {
      json.writeObjectFieldStart(symbol.getKey());
      json.writeNumberField("address", symbol.getValue());
      json.writeEndObject();
    }
  }
}
