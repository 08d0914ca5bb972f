package org.deepmem.lab.synthesis.machine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// Types in ISF: base types, and where a member lies and what it is.
final class IsfTypes {
  private static final Map<String, Integer> BASE = new LinkedHashMap<>();

  static {
    BASE.put("void", 0);
    BASE.put("char", 1);
    BASE.put("unsigned char", 1);
    BASE.put("short", 2);
    BASE.put("unsigned short", 2);
    BASE.put("wchar", 2);
    BASE.put("int", 4);
    BASE.put("unsigned int", 4);
    BASE.put("long", 4);
    BASE.put("unsigned long", 4);
    BASE.put("long long", 8);
    BASE.put("unsigned long long", 8);
    BASE.put("float", 4);
    BASE.put("double", 8);
  }

  private final JsonGenerator json;
  private final WindowsSystem system;
  private final TypeTable layouts;

  IsfTypes(JsonGenerator json, WindowsSystem system) {
    this.json = json;
    this.system = system;
    layouts = system.layout();
  }

  void baseTypes() throws IOException {
    json.writeObjectFieldStart("base_types");
    for (Map.Entry<String, Integer> base : BASE.entrySet()) {
      String name = base.getKey();
      String kind =
          switch (name) {
            case "void" -> "void";
            case "char", "unsigned char" -> "char";
            case "float", "double" -> "float";
            default -> "int";
          };
      boolean signed = !name.startsWith("unsigned") && !name.equals("void");
      baseType(name, base.getValue(), kind, signed);
    }
    baseType("pointer", system.wordSize(), "int", false);
    json.writeEndObject();
  }

  private void baseType(String name, int size, String kind, boolean signed) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("endian", "little");
    json.writeStringField("kind", kind);
    json.writeBooleanField("signed", signed);
    json.writeNumberField("size", size);
    json.writeEndObject();
  }

  /// Writes a member's offset and type. A bit field's offset is that of its storage unit.
  void member(String struct, StructMember member) throws IOException {
    String enumeration = IsfEnums.of(struct, member.name());
    if (!enumeration.isEmpty() && member.bitSize() == 0) {
      json.writeNumberField("offset", member.offset());
      json.writeObjectFieldStart("type");
      json.writeStringField("kind", "enum");
      json.writeStringField("name", enumeration);
      json.writeEndObject();
      return;
    }
    if (member.bitSize() == 0) {
      json.writeNumberField("offset", member.offset());
      json.writeFieldName("type");
      type(member.typeName());
      return;
    }
    int unit = member.offset() / member.size() * member.size();
    json.writeNumberField("offset", unit);
    json.writeObjectFieldStart("type");
    json.writeStringField("kind", "bitfield");
    json.writeNumberField("bit_length", member.bitSize());
    json.writeNumberField("bit_position", 8 * (member.offset() - unit) + member.bitOffset());
    json.writeFieldName("type");
    type(member.typeName());
    json.writeEndObject();
  }

  private void type(String name) throws IOException {
    json.writeStartObject();
    if (name.endsWith("*")) {
      json.writeStringField("kind", "pointer");
      json.writeFieldName("subtype");
      type(name.substring(0, name.length() - 1).strip());
    } else if (name.endsWith("]")) {
      int open = name.indexOf('[');
      int close = name.indexOf(']');
      json.writeStringField("kind", "array");
      json.writeNumberField("count", Integer.parseInt(name.substring(open + 1, close)));
      json.writeFieldName("subtype");
      type(name.substring(0, open) + name.substring(close + 1));
    } else if (BASE.containsKey(name)) {
      json.writeStringField("kind", "base");
      json.writeStringField("name", name);
    } else if (layouts.struct(name).isPresent()) {
      json.writeStringField("kind", "struct");
      json.writeStringField("name", name);
    } else {
      // An enumeration is its storage; what a pointer to an unknown structure leads to stays so.
      json.writeStringField("kind", "base");
      json.writeStringField("name", name.startsWith("enum") ? "long" : "void");
    }
    json.writeEndObject();
  }
}
