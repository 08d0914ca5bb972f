package org.deepmem;

import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.WindowsLayouts;

/// The built-in layouts of a Windows as a symbol file that doesn't say of which kernel it is.
final class WindowsIsf {
  private WindowsIsf() {}

  static String of(String system) {
    StringBuilder json = new StringBuilder("{\"metadata\":{},\"base_types\":{");
    for (int size : new int[] {1, 2, 4, 8}) {
      json.append("\"b%d\":{\"size\": %d},".formatted(size, size));
    }
    json.append("\"pointer\":{\"size\": 8}},\"enums\":{},\"symbols\":{},\"user_types\":{");
    String between = "";
    for (StructLayout layout : WindowsLayouts.structures(system)) {
      json.append(between).append("\"%s\":{\"size\": %d,".formatted(layout.name(), layout.size()));
      json.append("\"kind\":\"struct\",\"fields\":{");
      String next = "";
      for (StructMember member : layout.members().values()) {
        json.append(next)
            .append("\"%s\":{\"offset\": %d,".formatted(member.name(), member.offset()));
        json.append("\"type\":").append(type(member)).append('}');
        next = ",";
      }
      json.append("}}");
      between = ",";
    }
    return json.append("}}").toString();
  }

  private static String type(StructMember member) {
    String base = "{\"kind\":\"base\",\"name\":\"b%d\"}".formatted(member.size());
    if (member.bitSize() > 0) {
      return "{\"kind\":\"bitfield\",\"bit_position\": %d,\"bit_length\": %d,\"type\":%s}"
          .formatted(member.bitOffset(), member.bitSize(), base);
    }
    if (member.size() == 1 || member.size() == 2 || member.size() == 4 || member.size() == 8) {
      return member.typeName().startsWith("_") && !member.typeName().contains("*")
          ? "{\"kind\":\"struct\",\"name\":\"%s\"}".formatted(member.typeName())
          : base;
    }
    return "{\"kind\":\"struct\",\"name\":\"%s\"}".formatted(member.typeName());
  }
}
