package org.deepmem.kernel.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deepmem.image.SparseImage;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsFinderTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsTablesKernelAndVersion(boolean wide) {
    TestWindows windows = new TestWindows(wide);

    WindowsPlace place = windows.place().orElseThrow();

    assertThat(place.directoryTableBase()).isEqualTo(TestWindows.TABLES);
    assertThat(place.kernelBase()).isEqualTo(windows.kernel);
    assertThat(place.family()).isEqualTo(wide ? "windows-x64" : "windows-x86");
    assertThat(place.release()).hasValue("Windows 7 SP1 %s (7601)".formatted(wide ? "x64" : "x86"));
    assertThat(place.pdb().orElseThrow().toString())
        .isEqualTo("ntkrpamp.pdb 0403020106050807090A0B0C0D0E0F10-2");
    assertThat(place.kdbg().orElseThrow().pointers())
        .containsEntry("PsActiveProcessHead", windows.processHead());
  }

  @Test
  void readsTheBuildFromAnExportWhereTheDebuggerBlockIsEncoded() {
    TestWindows windows = new TestWindows(false);
    windows.encodeKdbg();

    WindowsPlace place = windows.place().orElseThrow();

    assertThat(place.kdbg()).isEmpty();
    assertThat(place.release()).hasValue("Windows 7 SP1 x86 (7601)");
  }

  @Test
  void placesAnUnknownBuildAndSaysWhichSymbolsItNeeds() {
    TestWindows windows = new TestWindows(true);
    windows.text(windows.kernel + 0x5200, "8888.0.amd64fre.unknown");

    WindowsPlace place = windows.place().orElseThrow();

    assertThat(place.space().kernelRuns()).isNotEmpty();
    assertThatThrownBy(() -> place.kernel(SymbolFiles.NONE))
        .isInstanceOf(KernelNotFoundException.class)
        .hasMessageContaining("(8888)")
        .hasMessageContaining("ntkrpamp.pdb 0403020106050807090A0B0C0D0E0F10-2")
        .hasMessageContaining("--symbols");
  }

  @Test
  void saysWhyTablesWithoutAKernelAreNotTaken() {
    TestWindows windows = new TestWindows(false);
    windows.writeKernel("notepad.pdb");
    WindowsFinder finder = new WindowsFinder(windows.image());

    assertThat(finder.place()).isEmpty();
    assertThat(finder.rejected()).singleElement().asString().contains("maps no kernel's image");
  }

  @Test
  void findsNothingInEmptyMemory() {
    assertThat(new WindowsFinder(new SparseImage().present(0x3000)).place()).isEmpty();
  }
}
