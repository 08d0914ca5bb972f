package org.deepmem.lab.synthesis.machine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Enumerations whose constants memory tools print, and the members that have them as their type.
/// The layouts know only that such a member is an integer. Facts of the public symbols.
final class IsfEnums {
  private static final Map<String, String> MEMBERS =
      Map.of(
          "_KUSER_SHARED_DATA.NtProductType", "_NT_PRODUCT_TYPE",
          "_POOL_DESCRIPTOR.PoolType", "_POOL_TYPE",
          "_OBJECT_TYPE_INITIALIZER.PoolType", "_POOL_TYPE",
          "_TOKEN.TokenType", "_TOKEN_TYPE",
          "_TOKEN.ImpersonationLevel", "_SECURITY_IMPERSONATION_LEVEL");

  private static final Map<String, String[]> CONSTANTS = new LinkedHashMap<>();

  static {
    CONSTANTS.put(
        "_NT_PRODUCT_TYPE",
        new String[] {"NtProductWinNt=1", "NtProductLanManNt=2", "NtProductServer=3"});
    CONSTANTS.put("_TOKEN_TYPE", new String[] {"TokenPrimary=1", "TokenImpersonation=2"});
    CONSTANTS.put(
        "_SECURITY_IMPERSONATION_LEVEL",
        new String[] {
          "SecurityAnonymous=0",
          "SecurityIdentification=1",
          "SecurityImpersonation=2",
          "SecurityDelegation=3"
        });
    CONSTANTS.put(
        "_POOL_TYPE",
        new String[] {
          "NonPagedPool=0",
          "PagedPool=1",
          "NonPagedPoolMustSucceed=2",
          "DontUseThisType=3",
          "NonPagedPoolCacheAligned=4",
          "PagedPoolCacheAligned=5",
          "NonPagedPoolSession=32",
          "PagedPoolSession=33"
        });
  }

  private IsfEnums() {}

  /// The enumeration of a member; "" when it has none.
  static String of(String struct, String member) {
    return MEMBERS.getOrDefault(struct + "." + member, "");
  }

  static void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("enums");
    for (Map.Entry<String, String[]> enumeration : CONSTANTS.entrySet()) {
      json.writeObjectFieldStart(enumeration.getKey());
      json.writeNumberField("size", 4);
      json.writeStringField("base", "long");
      json.writeObjectFieldStart("constants");
      for (String constant : enumeration.getValue()) {
        int equals = constant.indexOf('=');
        json.writeNumberField(
            constant.substring(0, equals), Integer.parseInt(constant.substring(equals + 1)));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
