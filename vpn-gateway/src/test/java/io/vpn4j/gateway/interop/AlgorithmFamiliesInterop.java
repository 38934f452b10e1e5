package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import java.time.Duration;
import java.util.List;
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
 * The algorithms of the IKE SA that AWS does not offer, with strongSwan, in both roles: each comes
 * up, carries a ping, is rekeyed with the same algorithms and carries a ping again.
 */
@ExtendWith(StrongSwanExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlgorithmFamiliesInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ESP = "aes128gcm16";

  /** An IKE suite in charon's words and in ours. */
  record Suite(
      String text,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      PrfAlgorithm prf,
      KeyExchangeMethod keyExchange) {
    IkeAlgorithms algorithms() {
      return new IkeAlgorithms(
          List.of(encryption), integrity.stream().toList(), List.of(prf), List.of(keyExchange));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Suite aead(String cipher, EncryptionAlgorithm encryption) {
    return new Suite(
        cipher + "-prfsha256-x25519",
        encryption,
        Optional.empty(),
        PrfAlgorithm.HMAC_SHA2_256,
        KeyExchangeMethod.CURVE25519);
  }

  private static Suite cipher(String cipher, EncryptionAlgorithm encryption) {
    return new Suite(
        cipher + "-sha256-prfsha256-x25519",
        encryption,
        Optional.of(IntegrityAlgorithm.HMAC_SHA2_256_128),
        PrfAlgorithm.HMAC_SHA2_256,
        KeyExchangeMethod.CURVE25519);
  }

  private static Suite mac(
      String mac, IntegrityAlgorithm integrity, String prf, PrfAlgorithm ours) {
    return new Suite(
        "aes128-" + mac + "-" + prf + "-x25519",
        EncryptionAlgorithm.AES_CBC_128,
        Optional.of(integrity),
        ours,
        KeyExchangeMethod.CURVE25519);
  }

  private static Suite group(String group, KeyExchangeMethod method) {
    return new Suite(
        "aes256gcm16-prfsha384-" + group,
        EncryptionAlgorithm.AES_GCM_16_256,
        Optional.empty(),
        PrfAlgorithm.HMAC_SHA2_384,
        method);
  }

  static Stream<Suite> suites() {
    return Stream.of(
        cipher("aes192", EncryptionAlgorithm.AES_CBC_192),
        cipher("aes128ctr", EncryptionAlgorithm.AES_CTR_128),
        cipher("aes192ctr", EncryptionAlgorithm.AES_CTR_192),
        cipher("aes256ctr", EncryptionAlgorithm.AES_CTR_256),
        aead("aes128gcm8", EncryptionAlgorithm.AES_GCM_8_128),
        aead("aes192gcm12", EncryptionAlgorithm.AES_GCM_12_192),
        aead("aes256gcm8", EncryptionAlgorithm.AES_GCM_8_256),
        aead("aes192gcm16", EncryptionAlgorithm.AES_GCM_16_192),
        aead("aes128ccm8", EncryptionAlgorithm.AES_CCM_8_128),
        aead("aes192ccm12", EncryptionAlgorithm.AES_CCM_12_192),
        aead("aes256ccm16", EncryptionAlgorithm.AES_CCM_16_256),
        aead("chacha20poly1305", EncryptionAlgorithm.CHACHA20_POLY1305),
        mac("aesxcbc", IntegrityAlgorithm.AES_XCBC_96, "prfaesxcbc", PrfAlgorithm.AES128_XCBC),
        mac("aescmac", IntegrityAlgorithm.AES_CMAC_96, "prfaescmac", PrfAlgorithm.AES128_CMAC),
        group("modp1536", KeyExchangeMethod.MODP_1536),
        group("ecp256bp", KeyExchangeMethod.BRAINPOOL_256),
        group("ecp384bp", KeyExchangeMethod.BRAINPOOL_384),
        group("ecp512bp", KeyExchangeMethod.BRAINPOOL_512),
        group("x448", KeyExchangeMethod.CURVE448));
  }

  private final InMemoryHost office = InMemoryHost.at(SiteToSite.OFFICE);
  private SiteToSite site;
  private StrongSwan amazon;
  private OutsideSocket near;

  @BeforeAll
  void startPeer(TestNetwork network) {
    site = SiteToSite.between(network.far(), network.near());
    amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    near = OutsideSocket.standard(network.near().address(0));
  }

  @AfterEach
  void deleteWhatIsLeft() {
    if (!amazon.listSas().isEmpty()) {
      amazon.terminate();
      amazon.awaitNoSas(LIMIT);
    }
  }

  private CustomerSideBuilder customerSide(Suite suite, List<GatewayEvent> events) {
    amazon.reload(site.strongSwanAmazon(0).ikeProposals(suite.text()).espProposals(ESP).build());
    return site.customerSide(office)
        .listen(near)
        .ikeAlgorithms(suite.algorithms())
        .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128))
        .onEvent(events::add);
  }

  private void assertWorks(Suite suite, VpnEndpoint device, List<GatewayEvent> events)
      throws Exception {
    device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    IkeSaInfo info = SiteToSite.tunnel(device, 0).ikeSa().orElseThrow();
    assertEquals(
        suite,
        new Suite(
            suite.text(), info.encryption(), info.integrity(), info.prf(), info.keyExchange()));
    assertPings();
    device.rekeyIkeSa(device.tunnels().get(0));
    device.awaitStatus(
        s -> events.stream().anyMatch(GatewayEvent.IkeSaRekeyed.class::isInstance), LIMIT);
    device.rekeyChildSa(device.tunnels().get(0));
    device.awaitStatus(
        s -> events.stream().anyMatch(GatewayEvent.ChildSaRekeyed.class::isInstance), LIMIT);
    assertPings();
  }

  private void assertPings() {
    assertEquals(1, amazon.host().ping(site.amazonInside(0), site.customerInside(0), 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("suites")
  void weBegin(Suite suite) throws Exception {
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    try (VpnEndpoint device = customerSide(suite, events).start()) {
      device.disableTunnel(device.tunnels().get(1));
      assertWorks(suite, device, events);
    }
    amazon.awaitNoSas(LIMIT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("suites")
  void weAnswer(Suite suite) throws Exception {
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    try (VpnEndpoint device = customerSide(suite, events).waitForAmazonSide().start()) {
      amazon.initiate().orThrow();
      assertWorks(suite, device, events);
    }
    amazon.awaitNoSas(LIMIT);
  }
}
