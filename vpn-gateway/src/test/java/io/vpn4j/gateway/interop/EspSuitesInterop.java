package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every suite that IKE negotiates for ESP, with strongSwan and its ESP in user space: packets of
 * either side are opened by the other, and again with the keys of a rekeying.
 */
@ExtendWith(StrongSwanExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EspSuitesInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** An ESP suite in our words; {@link #toString} is charon's. */
  record Suite(EncryptionAlgorithm encryption, Optional<IntegrityAlgorithm> integrity) {
    ChildAlgorithms algorithms() {
      return new ChildAlgorithms(List.of(encryption), integrity.stream().toList(), List.of());
    }

    @Override
    public String toString() {
      if (encryption == EncryptionAlgorithm.CHACHA20_POLY1305) {
        return "chacha20poly1305";
      }
      String mode =
          encryption.mode() == EncryptionAlgorithm.Mode.CBC ? "" : encryption.mode().name();
      String icv = encryption.isAead() ? String.valueOf(encryption.icvOctets()) : "";
      String cipher = "aes" + encryption.keyBits() + mode.toLowerCase(Locale.ROOT) + icv;
      return cipher + integrity.map(mac -> "-" + text(mac)).orElse("");
    }

    private static String text(IntegrityAlgorithm integrity) {
      return switch (integrity) {
        case HMAC_SHA1_96 -> "sha1";
        case AES_XCBC_96 -> "aesxcbc";
        case AES_CMAC_96 -> "aescmac";
        case HMAC_SHA2_256_128 -> "sha256";
        case HMAC_SHA2_384_192 -> "sha384";
        case HMAC_SHA2_512_256 -> "sha512";
      };
    }
  }

  static Stream<Suite> suites() {
    return Stream.of(EncryptionAlgorithm.values())
        .flatMap(
            encryption ->
                encryption.isAead()
                    ? Stream.of(new Suite(encryption, Optional.empty()))
                    : Stream.of(IntegrityAlgorithm.values())
                        .map(integrity -> new Suite(encryption, Optional.of(integrity))));
  }

  private final InMemoryHost office = InMemoryHost.at(SiteToSite.OFFICE);
  private SiteToSite site;
  private StrongSwan amazon;
  private OutsideSocket near;

  @BeforeAll
  void startPeer(TestNetwork network) {
    site = SiteToSite.between(network.far(), network.near());
    amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    SiteToSite.routeThrough(amazon, SiteToSite.SERVER, SiteToSite.LAN_CIDR);
    near = OutsideSocket.standard(network.near().address(0));
  }

  @AfterEach
  void deleteWhatIsLeft() {
    if (!amazon.listSas().isEmpty()) {
      amazon.terminate();
      amazon.awaitNoSas(LIMIT);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("suites")
  void carriesPacketsBothWays(Suite suite) throws Exception {
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    String ike = "aes128gcm16-prfsha256-x25519";
    amazon.reload(
        site.strongSwanAmazon(0).ikeProposals(ike).espProposals(suite.toString()).build());
    try (VpnEndpoint device =
        site.customerSide(office)
            .listen(near)
            .ikeAlgorithms(
                new IkeAlgorithms(
                    List.of(EncryptionAlgorithm.AES_GCM_16_128),
                    List.of(),
                    List.of(PrfAlgorithm.HMAC_SHA2_256),
                    List.of(KeyExchangeMethod.CURVE25519)))
            .childAlgorithms(suite.algorithms())
            .onEvent(events::add)
            .start()) {
      device.disableTunnel(device.tunnels().get(1));
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      ChildSa child = SiteToSite.tunnel(device, 0).childSa().orElseThrow();
      assertEquals(suite, new Suite(child.encryption(), child.integrity()));
      assertPings();

      device.rekeyChildSa(device.tunnels().get(0));
      device.awaitStatus(
          s -> events.stream().anyMatch(GatewayEvent.ChildSaRekeyed.class::isInstance), LIMIT);
      assertPings();
    }
    amazon.awaitNoSas(LIMIT);
  }

  private void assertPings() throws Exception {
    assertEquals(1, amazon.host().ping(site.amazonInside(0), site.customerInside(0), 1));
    office.ping(SiteToSite.SERVER, LIMIT);
  }
}
