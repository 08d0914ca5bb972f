package org.deepmem.kernel.linux;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `cred`. Sets of capabilities have 64 bits in every kernel since 2.6.25, in one
/// number or two.
final class CredMembers implements MemberDecoder {
  private final KernelReader kernel;
  private final Map<String, Field> identities = new LinkedHashMap<>();
  private final Field effective;
  private final Field permitted;
  private final Field secureBits;
  private final Field usage;

  CredMembers(KernelReader kernel) {
    this.kernel = kernel;
    for (String name : List.of("uid", "gid", "euid", "egid", "suid", "sgid", "fsuid", "fsgid")) {
      identities.put(name, Field.of(kernel, "cred", name));
    }
    effective = Field.of(kernel, "cred", "cap_effective");
    permitted = Field.of(kernel, "cred", "cap_permitted");
    secureBits = Field.of(kernel, "cred", "securebits");
    usage = Field.of(kernel, "cred", "usage");
  }

  @Override
  public void decode(long cred, ObjectFacts.Builder facts) {
    identities.forEach((name, field) -> facts.put(name, field.count(cred)));
    facts
        .put("capabilities", set(effective, cred).map(Capabilities::words))
        .put("capEffective", set(effective, cred).map(KernelFact::hexadecimal))
        .put("capPermitted", set(permitted, cred).map(KernelFact::hexadecimal))
        .put("securebits", secureBits.hexadecimal(cred))
        .put("usage", usage.number(cred));
  }

  private Optional<Long> set(Field field, long cred) {
    return field.in(cred) ? Optional.of(kernel.word(field.at(cred))) : Optional.empty();
  }
}
