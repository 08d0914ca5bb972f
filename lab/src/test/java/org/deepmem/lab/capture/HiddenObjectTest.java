package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deepmem.lab.LabException;
import org.deepmem.lab.guest.HideKind;
import org.junit.jupiter.api.Test;

final class HiddenObjectTest {
  private static final String LINES =
      """
      task_struct 0xffff88c182ab0000 90 marble 781
      task_struct 0xffff88c182ab4800 91 (owl)
      module 0xffffffffc0511040 0 hider
      """;

  @Test
  void readsWhatTheModuleTold() throws LabException {
    List<HiddenObject> hidden =
        HiddenObject.parse(LINES, List.of(HideKind.PROCESS, HideKind.MODULE));
    assertThat(hidden)
        .containsExactly(
            new HiddenObject("task_struct", "0xffff88c182ab0000", 90, "marble 781"),
            new HiddenObject("task_struct", "0xffff88c182ab4800", 91, "(owl)"),
            new HiddenObject("module", "0xffffffffc0511040", 0, "hider"));
    assertThat(hidden.getFirst().virtualAddress()).isEqualTo(0xffff88c182ab0000L);
  }

  @Test
  void whatWasNotHiddenIsMissed() {
    assertThatThrownBy(
            () ->
                HiddenObject.parse("module 0xffffffffc0511040 0 hider", List.of(HideKind.PROCESS)))
        .isInstanceOf(LabException.class)
        .hasMessage("the guest hid no process");
    assertThatThrownBy(() -> HiddenObject.parse("", List.of(HideKind.MODULE)))
        .hasMessage("the guest hid no module");
  }

  @Test
  void anyOtherLineIsRefused() {
    for (String line :
        List.of(
            "",
            "file 0xffffffffc0511040 0 x",
            "module ffffffffc0511040 0 x",
            "module 0xffffffffc0511040 99999999999 x",
            "module 0xffffffffc0511040 0 ")) {
      assertThatThrownBy(() -> HiddenObject.parse(line + "\n", List.of()))
          .as(line)
          .isInstanceOf(LabException.class)
          .hasMessageContaining("a line that is none");
    }
  }
}
