package org.deepmem.lab.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentPortTest {
  @TempDir private Path folder;
  private SocketChannel host;
  private SocketChannel guest;

  AgentPortTest() throws IOException {
    host = SocketChannel.open(StandardProtocolFamily.UNIX);
    guest = host;
  }

  @BeforeEach
  void connect() throws IOException {
    Path socket = Files.createTempDirectory("port").resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      host.connect(UnixDomainSocketAddress.of(socket));
      guest = server.accept();
    }
    Files.delete(socket);
    Files.delete(socket.getParent());
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    guest.close();
  }

  @Test
  void putsThePartsOfAPieceTogether() throws IOException {
    say("R\nC threads 8\n1\t1\tini\nC net.unix 3\na\nb" + "C threads 2\nt\nE settled\n");
    GuestReport report = new AgentPort(host).report();
    report.write(folder);
    assertThat(report.settled()).isTrue();
    assertThat(folder.resolve("threads")).hasContent("1\t1\tini\nt\n");
    assertThat(folder.resolve("net.unix")).hasContent("a\nb");
    for (String piece : new String[] {"threads", "net.unix"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(piece))))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "99999999999999999999", "65537", "", "1 2"})
  void refusesLengthsThatAreNone(String length) throws IOException {
    say("C threads " + length + "\n");
    assertThatThrownBy(() -> new AgentPort(host).report()).isInstanceOf(LabException.class);
  }

  @Test
  void tellsThatTheCountsStillMoved() throws IOException {
    say("E unsettled\n");
    assertThat(new AgentPort(host).report().settled()).isFalse();
  }

  @Test
  void passesOnWhyTheAgentCannotDoWhatItWasTold() throws IOException {
    say("R\nX can't hide: EPERM\n");
    assertThatThrownBy(() -> new AgentPort(host).report())
        .isInstanceOf(LabException.class)
        .hasMessage("the guest's agent: can't hide: EPERM");
  }

  @Test
  void letsTheGuestGoOn() throws IOException {
    new AgentPort(host).goOn();
    ByteBuffer answer = ByteBuffer.allocate(4);
    guest.read(answer);
    assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {'g'}));
  }

  @Test
  void hearsHowTheCopyWent() throws IOException {
    say("L 8055 671\nX the disk can't be written\n");
    AgentPort port = new AgentPort(host);
    assertThat(port.copied()).isEqualTo(new LiveCopy(8055, 671));
    assertThatThrownBy(port::copied)
        .isInstanceOf(LabException.class)
        .hasMessage("the guest could not copy its memory: the disk can't be written");
  }

  @Test
  void refusesWhatTellsOfNoCopy() throws IOException {
    say("L 1\nL -1 2\nL 1 99999999999999999999\nE settled\n");
    AgentPort port = new AgentPort(host);
    for (int line = 0; line < 4; line++) {
      assertThatThrownBy(port::copied).isInstanceOf(LabException.class);
    }
    guest.close();
    assertThatThrownBy(port::copied).isInstanceOf(EOFException.class);
  }

  @Test
  void aGuestThatDiesInTheMiddleIsToldByTheEnd() throws IOException {
    say("C threads 100\nabc");
    guest.close();
    assertThatThrownBy(() -> new AgentPort(host).report()).isInstanceOf(EOFException.class);
  }

  /// A name becomes a file's name on the host, and the guest is not to be trusted with that.
  @Test
  void refusesNamesThatLeadElsewhere() throws IOException {
    say("C ../threads 1\nx");
    assertThatThrownBy(() -> new AgentPort(host).report()).isInstanceOf(LabException.class);
  }

  private void say(String text) throws IOException {
    guest.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
