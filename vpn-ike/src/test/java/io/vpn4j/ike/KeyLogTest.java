package io.vpn4j.ike;

import static io.vpn4j.ike.IkeSessionFixtures.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.keylog.EspSaLines;
import io.vpn4j.model.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a key log gets, and that nobody gets it who did not ask. */
class KeyLogTest {
  private static final IkeAlgorithms CBC =
      IkeAlgorithms.of(
          EncryptionAlgorithm.AES_CBC_256,
          IntegrityAlgorithm.HMAC_SHA2_256_128,
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.CURVE25519);

  /** Keeps the lines. */
  static final class Lines implements KeyLog {
    final List<String> ikeSas = new ArrayList<>();
    final List<String> espSas = new ArrayList<>();

    @Override
    public void append(Table table, String line) {
      (table == Table.IKE_SAS ? ikeSas : espSas).add(line);
    }

    @Override
    public String toString() {
      throw new AssertionError("nobody has to print a key log");
    }
  }

  @Test
  void bothEndsLogTheSameKeysOfTheIkeSa() {
    Lines left = new Lines();
    Lines right = new Lines();
    link(l -> l.dangerouslyLogKeysTo(left), r -> r.dangerouslyLogKeysTo(right))
        .initiate()
        .run(Duration.ofSeconds(1));

    assertEquals(1, left.ikeSas.size());
    assertEquals(left.ikeSas, right.ikeSas);
    assertTrue(
        left.ikeSas
            .get(0)
            .matches(
                "[0-9a-f]{16},[0-9a-f]{16},[0-9a-f]{40},[0-9a-f]{40},"
                    + "\"AES-GCM-128 with 16 octet ICV \\[RFC5282]\",,,\"NONE \\[RFC4306]\""),
        left.ikeSas::toString);
  }

  @Test
  void aLineHasIntegrityKeysWhereTheCipherNeedsThem() {
    Lines lines = new Lines();
    link(l -> l.ikeAlgorithms(CBC).dangerouslyLogKeysTo(lines), r -> r.ikeAlgorithms(CBC))
        .initiate()
        .run(Duration.ofSeconds(1));

    assertTrue(
        lines
            .ikeSas
            .get(0)
            .matches(
                "[0-9a-f]{16},[0-9a-f]{16},[0-9a-f]{64},[0-9a-f]{64},\"AES-CBC-256 \\[RFC3602]\","
                    + "[0-9a-f]{64},[0-9a-f]{64},\"HMAC_SHA2_256_128 \\[RFC4868]\""),
        lines.ikeSas::toString);
  }

  @Test
  void logsTheKeysAfterEachAdditionalKeyExchange() {
    Lines left = new Lines();
    Lines right = new Lines();
    IkeAlgorithms twice =
        IkeSessionFixtures.FAST.withAdditionalKeyExchange(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256));
    link(
            l -> l.ikeAlgorithms(twice).dangerouslyLogKeysTo(left),
            r -> r.ikeAlgorithms(twice).dangerouslyLogKeysTo(right))
        .initiate()
        .run(Duration.ofSeconds(1));

    assertEquals(2, left.ikeSas.stream().distinct().count());
    assertEquals(left.ikeSas, right.ikeSas);
  }

  @Test
  void logsTheKeysOfWhatRekeyingMakes() {
    Lines left = new Lines();
    Lines right = new Lines();
    SimulatedLink link =
        link(l -> l.dangerouslyLogKeysTo(left), r -> r.dangerouslyLogKeysTo(right));
    link.initiate().run(Duration.ofSeconds(1));
    EspSpi spi =
        SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child().inboundSpi();
    link.command(true, new IkeCommand.RekeyChildSa(spi)).run(Duration.ofSeconds(1));
    link.command(false, new IkeCommand.RekeyIkeSa()).run(Duration.ofSeconds(1));

    assertEquals(2, left.ikeSas.stream().distinct().count());
    assertEquals(left.ikeSas, right.ikeSas);
    assertEquals(4, left.espSas.stream().distinct().count());
  }

  @Test
  void bothEndsLogBothDirectionsOfTheChildSa() {
    Lines left = new Lines();
    Lines right = new Lines();
    link(l -> l.dangerouslyLogKeysTo(left), r -> r.dangerouslyLogKeysTo(right))
        .initiate()
        .run(Duration.ofSeconds(1));

    assertEquals(2, left.espSas.size());
    assertEquals(left.espSas.stream().sorted().toList(), right.espSas.stream().sorted().toList());
    for (String line : left.espSas) {
      assertTrue(
          line.matches(
              "\"IPv4\",\"\\*\",\"\\*\",\"0x[0-9a-f]{8}\","
                  + "\"AES-GCM with 16 octet ICV \\[RFC4106]\",\"0x[0-9a-f]{40}\",\"NULL\",\"\""),
          line);
    }
  }

  @Test
  void aChildSaWithIntegrityAlgorithmHasItsKeyBehindTheCiphers() {
    byte[] inbound = new byte[16 + 20];
    byte[] outbound = new byte[16 + 20];
    inbound[0] = 1;
    inbound[16] = 2;
    ChildSa child =
        new ChildSa(
            new EspSpi(0x1001),
            new EspSpi(0x1002),
            EncryptionAlgorithm.AES_CBC_128,
            Optional.of(IntegrityAlgorithm.HMAC_SHA1_96),
            false,
            List.of(TrafficSelector.anyIpv4()),
            List.of(TrafficSelector.anyIpv4()),
            new ChildSaKeys(inbound, outbound));
    UdpEndpoint here = new UdpEndpoint(IpAddress.of("2001:db8::1"), 4500);

    assertEquals(
        "\"IPv6\",\"*\",\"*\",\"0x00001001\",\"AES-CBC [RFC3602]\","
            + "\"0x01000000000000000000000000000000\",\"HMAC-SHA-1-96 [RFC2404]\","
            + "\"0x0200000000000000000000000000000000000000\"",
        EspSaLines.of(child, new UdpPath(here, here)).get(0));
  }

  @Test
  void aKeyLogIsOffUnlessTurnedOnAndIsNoPartOfTheText() {
    assertTrue(IkeSessionFixtures.left().build().dangerouslyLogKeysTo().isEmpty());
    String text = IkeSessionFixtures.left().dangerouslyLogKeysTo(new Lines()).build().toString();
    assertFalse(text.contains("Lines"), text);
  }
}
