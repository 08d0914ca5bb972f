package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VmcoreInfoTest {
  @Test
  void readsEveryKindOfValue() {
    VmcoreInfo info =
        VmcoreInfo.parse(
            """
            OSRELEASE=6.12.1-test
            SYMBOL(swapper_pg_dir)=ffffffff9c022000
            NUMBER(phys_base)=-316669952
            NUMBER(VMALLOC_START)=0xffffcdb340000000
            OFFSET(uts_namespace.name)=4
            SIZE(page)=64
            LENGTH(node_data)=1024
            KERNELOFFSET=19400000
            CRASHTIME=1700000000
            NUMBER(broken)=12x
            no value here
            """);

    assertThat(info.value("OSRELEASE")).contains("6.12.1-test");
    assertThat(info.symbol("swapper_pg_dir")).hasValue(0xffffffff9c022000L);
    assertThat(info.number("phys_base")).hasValue(-316669952);
    assertThat(info.number("VMALLOC_START")).hasValue(0xffffcdb340000000L);
    assertThat(info.offset("uts_namespace.name")).hasValue(4);
    assertThat(info.size("page")).hasValue(64);
    assertThat(info.length("node_data")).hasValue(1024);
    assertThat(info.kernelOffset()).hasValue(0x19400000);
    assertThat(info.crashTime()).hasValue(1_700_000_000);
    assertThat(info.number("broken")).isEmpty();
    assertThat(info.symbol("absent")).isEmpty();
    assertThat(info.size()).isEqualTo(10);
  }
}
