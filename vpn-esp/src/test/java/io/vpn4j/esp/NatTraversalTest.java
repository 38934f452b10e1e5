package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.NatTraversal.PayloadKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatTraversalTest {
  @ParameterizedTest
  @CsvSource({
    "'', TOO_SHORT",
    "00, TOO_SHORT",
    "ff, KEEPALIVE",
    "fe, TOO_SHORT",
    "ffff, TOO_SHORT",
    "000000, TOO_SHORT",
    "00000000, IKE",
    "0000000000, IKE",
    "00000001, ESP",
    "01000000, ESP",
    "ffffffff, ESP",
    "c0ffee0100000001, ESP",
  })
  void tellsPayloadsApart(String hex, PayloadKind kind) {
    byte[] octets = HexFormat.of().parseHex(hex);
    ByteBuffer payload = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    payload.position(3).put(octets).flip().position(3);
    assertEquals(kind, NatTraversal.classify(payload));
    assertEquals(octets.length, payload.remaining());
  }

  @Test
  void writesWhatItReads() {
    ByteBuffer ike = ByteBuffer.allocate(8);
    NatTraversal.putNonEspMarker(ike);
    assertEquals(NatTraversal.NON_ESP_MARKER_OCTETS, ike.position());
    assertEquals(PayloadKind.IKE, NatTraversal.classify(ike.rewind()));
    assertEquals(PayloadKind.KEEPALIVE, NatTraversal.classify(NatTraversal.keepalive()));
    assertTrue(NatTraversal.keepalive().isReadOnly());
  }
}
