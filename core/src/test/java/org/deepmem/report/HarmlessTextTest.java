package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessTextTest {
  @ParameterizedTest
  @CsvSource({
    "001b", "0007", "000a", "000d", "0009", "007f", "0085", "009b", "00ad", "061c", "200b", "200d",
    "200e", "2028", "2029", "202e", "2060", "2066", "2069", "034f", "115f", "180b", "3164", "fe0f",
    "feff", "ffa0", "fff9", "d800", "dfff"
  })
  void whatActsOrHidesIsShownAsAnEscape(String digits) {
    char unit = (char) Integer.parseInt(digits, 16);
    assertThat(HarmlessText.of("a" + unit + "b")).isEqualTo("a\\u" + digits + "b");
  }

  @Test
  void tagsBeyondTheFirstPlaneAreTwoEscapes() {
    assertThat(HarmlessText.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
    assertThat(HarmlessText.of("\udb40\udd00")).isEqualTo("\\udb40\\udd00");
  }

  @Test
  void writingStaysAsItIs() {
    String text = "caf\u00e9 \u65e5\u672c\u8a9e \u05e9\u05dc\u05d5\u05dd \ud83d\ude00 \\ \" '";
    assertThat(HarmlessText.of(text)).isEqualTo(text);
  }
}
