package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTypesTest {
  @Test
  void theTableHoldsTheTypesThatTheProgramPromises() {
    assertThat(ObjectTypes.linux().labelled())
        .extracting(ObjectType::name)
        .contains("task_struct", "mm_struct", "vm_area_struct", "file", "dentry", "inode", "cred")
        .contains("signal_struct", "files_struct", "tcp_sock", "unix_sock", "socket", "pid")
        .contains("kernfs_node", "module");
  }

  @Test
  void everyTypeCanBeFoundAndTold() {
    Set<String> names = new HashSet<>();
    for (ObjectType type : ObjectTypes.linux().all()) {
      assertThat(names.add(type.name())).as(type.name()).isTrue();
      assertThat(!type.labelled() || !type.checks().isEmpty()).as(type.name()).isTrue();
      for (Check check : type.checks()) {
        if (check.kind() == Check.Kind.TO) {
          String target = check.arguments().getFirst();
          assertThat(ObjectTypes.linux().type(target)).as(target).isNotNull();
        }
      }
    }
  }

  @Test
  void aCheckIsReadFromItsWrittenForm() {
    assertThat(Check.parse("to? vm_file file"))
        .isEqualTo(new Check(Check.Kind.TO, true, "vm_file", List.of("file")));
    assertThat(Check.parse("range pid 0 4194304"))
        .isEqualTo(new Check(Check.Kind.RANGE, false, "pid", List.of("0", "4194304")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kernel", "guess pid", "? pid"})
  void aCheckThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Check.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
