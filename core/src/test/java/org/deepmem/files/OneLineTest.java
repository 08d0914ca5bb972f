package org.deepmem.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void everyLineBreakIsABlank() {
    assertThat(OneLine.of("a\nb\r\nc\u000bd\fe\u0085f\u2028g\u2029h"))
        .isEqualTo("a b  c d e f g h");
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(OneLine.of("x".repeat(500))).isEqualTo("x".repeat(500));
    assertThat(OneLine.of("x".repeat(1 << 20))).isEqualTo("x".repeat(500) + "…");
  }
}
