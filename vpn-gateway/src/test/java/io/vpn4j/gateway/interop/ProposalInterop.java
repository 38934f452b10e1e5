package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static io.vpn4j.ike.EncryptionAlgorithm.AES_CBC_128;
import static io.vpn4j.ike.EncryptionAlgorithm.AES_CBC_256;
import static io.vpn4j.ike.EncryptionAlgorithm.AES_GCM_16_128;
import static io.vpn4j.ike.EncryptionAlgorithm.AES_GCM_16_256;
import static io.vpn4j.ike.IntegrityAlgorithm.HMAC_SHA1_96;
import static io.vpn4j.ike.IntegrityAlgorithm.HMAC_SHA2_256_128;
import static io.vpn4j.ike.IntegrityAlgorithm.HMAC_SHA2_384_192;
import static io.vpn4j.ike.IntegrityAlgorithm.HMAC_SHA2_512_256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.TunnelStatus;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.AlgorithmPolicy;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every suite that AWS has, one at a time, negotiated with strongSwan in both directions and used.
 */
@ExtendWith(StrongSwanExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProposalInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * What one tunnel uses.
   *
   * @param ikeText in swanctl's words
   * @param espText in swanctl's words
   */
  record Suite(String ikeText, String espText, IkeAlgorithms ike, ChildAlgorithms child) {
    static Suite cbc(
        String ikeText,
        String espText,
        EncryptionAlgorithm encryption,
        IntegrityAlgorithm integrity,
        PrfAlgorithm prf,
        KeyExchangeMethod keyExchange) {
      return new Suite(
          ikeText,
          espText,
          new IkeAlgorithms(
              List.of(encryption),
              List.of(integrity),
              List.of(prf),
              List.of(keyExchange),
              // Group 22 is among what AWS offers.
              AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160)),
          ChildAlgorithms.of(encryption, integrity));
    }

    static Suite gcm(
        String espText,
        String prfAndGroupText,
        EncryptionAlgorithm encryption,
        PrfAlgorithm prf,
        KeyExchangeMethod keyExchange) {
      return new Suite(
          espText + "-" + prfAndGroupText,
          espText,
          IkeAlgorithms.aead(encryption, prf, keyExchange),
          ChildAlgorithms.aead(encryption));
    }

    boolean ofAws() {
      return !ike.keyExchange().contains(KeyExchangeMethod.CURVE25519);
    }

    /** The IKE suite as charon says it. */
    String ikeInCharonsWords() {
      return charonsWords(
          ike.encryption().get(0),
          ike.integrity().stream().findFirst(),
          ike.prf().get(0),
          ike.keyExchange().get(0));
    }

    /** The ESP suite as charon says it. */
    String espInCharonsWords() {
      return charonsWords(child.encryption().get(0), child.integrity().stream().findFirst());
    }

    @Override
    public String toString() {
      return ikeText + " with ESP " + espText;
    }
  }

  static Stream<Suite> allSuites() {
    PrfAlgorithm sha1 = PrfAlgorithm.HMAC_SHA1;
    PrfAlgorithm sha256 = PrfAlgorithm.HMAC_SHA2_256;
    PrfAlgorithm sha384 = PrfAlgorithm.HMAC_SHA2_384;
    PrfAlgorithm sha512 = PrfAlgorithm.HMAC_SHA2_512;
    IntegrityAlgorithm mac1 = HMAC_SHA1_96;
    IntegrityAlgorithm mac256 = HMAC_SHA2_256_128;
    IntegrityAlgorithm mac384 = HMAC_SHA2_384_192;
    IntegrityAlgorithm mac512 = HMAC_SHA2_512_256;
    EncryptionAlgorithm aes128 = AES_CBC_128;
    EncryptionAlgorithm aes256 = AES_CBC_256;
    EncryptionAlgorithm gcm128 = AES_GCM_16_128;
    EncryptionAlgorithm gcm256 = AES_GCM_16_256;
    KeyExchangeMethod p256 = KeyExchangeMethod.ECP_256;
    KeyExchangeMethod p384 = KeyExchangeMethod.ECP_384;
    KeyExchangeMethod p521 = KeyExchangeMethod.ECP_521;
    KeyExchangeMethod x25519 = KeyExchangeMethod.CURVE25519;
    String esp1 = "aes128-sha1";
    String esp256 = "aes256-sha256";
    String esp384 = "aes256-sha384";
    String esp512 = "aes256-sha512";
    return Stream.of(
        Suite.cbc("aes128-sha1-modp1024", esp1, aes128, mac1, sha1, KeyExchangeMethod.MODP_1024),
        Suite.cbc(
            "aes256-sha256-modp2048", esp256, aes256, mac256, sha256, KeyExchangeMethod.MODP_2048),
        Suite.gcm("aes128gcm16", "prfsha256-ecp256", gcm128, sha256, p256),
        Suite.gcm("aes128gcm16", "prfsha384-ecp384", gcm128, sha384, p384),
        Suite.gcm("aes128gcm16", "prfsha256-curve25519", gcm128, sha256, x25519),
        Suite.gcm("aes256gcm16", "prfsha256-ecp256", gcm256, sha256, p256),
        Suite.gcm("aes256gcm16", "prfsha384-ecp384", gcm256, sha384, p384),
        Suite.gcm("aes256gcm16", "prfsha256-curve25519", gcm256, sha256, x25519),
        Suite.cbc(
            "aes256-sha384-modp3072", esp384, aes256, mac384, sha384, KeyExchangeMethod.MODP_3072),
        Suite.cbc(
            "aes256-sha512-modp4096", esp512, aes256, mac512, sha512, KeyExchangeMethod.MODP_4096),
        Suite.cbc(
            "aes256-sha256-modp6144", esp256, aes256, mac256, sha256, KeyExchangeMethod.MODP_6144),
        Suite.cbc(
            "aes256-sha512-modp8192", esp512, aes256, mac512, sha512, KeyExchangeMethod.MODP_8192),
        Suite.cbc("aes256-sha512-ecp521", esp512, aes256, mac512, sha512, p521),
        Suite.cbc(
            "aes128-sha1-modp1024s160", esp1, aes128, mac1, sha1, KeyExchangeMethod.MODP_1024_160),
        Suite.cbc(
            "aes256-sha256-modp2048s224",
            esp256,
            aes256,
            mac256,
            sha256,
            KeyExchangeMethod.MODP_2048_224),
        Suite.cbc(
            "aes256-sha384-modp2048s256",
            esp384,
            aes256,
            mac384,
            sha384,
            KeyExchangeMethod.MODP_2048_256));
  }

  static Stream<Suite> suitesOfAws() {
    return allSuites().filter(Suite::ofAws);
  }

  private final InMemoryHost server = InMemoryHost.at(SiteToSite.SERVER);
  private final InMemoryHost office = InMemoryHost.at(SiteToSite.OFFICE);
  private SiteToSite withOurAmazonSide;
  private SiteToSite withOurCustomerSide;
  private StrongSwan customer;
  private StrongSwan amazon;
  private VpnEndpoint ourAmazonSide;
  private OutsideSocket near;

  @BeforeAll
  void startAll(TestNetwork first, TestNetwork second) {
    withOurAmazonSide = SiteToSite.between(first.near(), first.far());
    customer = first.start(first.far(), withOurAmazonSide.strongSwanCustomer(0).build());
    ourAmazonSide = withOurAmazonSide.amazonSide(server).start();
    withOurCustomerSide = SiteToSite.between(second.far(), second.near());
    amazon = second.start(second.far(), withOurCustomerSide.strongSwanAmazon(0).build());
    near = OutsideSocket.standard(second.near().address(0));
    SiteToSite.routeThrough(customer, SiteToSite.OFFICE, SiteToSite.VPC_CIDR);
    SiteToSite.routeThrough(amazon, SiteToSite.SERVER, SiteToSite.LAN_CIDR);
  }

  @AfterEach
  void deleteWhatIsLeft() {
    for (StrongSwan peer : List.of(customer, amazon)) {
      if (!peer.listSas().isEmpty()) {
        peer.terminate();
        peer.awaitNoSas(LIMIT);
      }
    }
  }

  @AfterAll
  void closeEndpoint() {
    if (ourAmazonSide != null) {
      ourAmazonSide.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("suitesOfAws")
  @Requirement({
    "RFC7296-4-3",
    "RFC7296-2.14-1",
    "RFC7296-2.15-3",
    "RFC7296-3.14-7",
    "RFC8247-2.1-1",
    "RFC8247-2.1-3",
    "RFC8247-2.2-1",
    "RFC8247-2.3-1",
    "RFC8247-2.4-1",
    "RFC8247-2.4-2"
  })
  void amazonSideWithDefaultsTakesWhatDeviceOffers(Suite suite) throws Exception {
    customer.reload(
        withOurAmazonSide
            .strongSwanCustomer(0)
            .ikeProposals(suite.ikeText())
            .espProposals(suite.espText())
            .build());
    customer.initiate().orThrow();
    ourAmazonSide.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);

    assertAgreed(suite, customer, tunnel(ourAmazonSide, 0));
    assertCarries(withOurAmazonSide.customerInside(0), withOurAmazonSide.amazonInside(0));
    server.ping(SiteToSite.OFFICE, LIMIT);

    customer.terminate().orThrow();
    ourAmazonSide.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
  }

  private void assertCarries(String from, String to) {
    assertEquals(1, customer.host().ping(from, to, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allSuites")
  @Requirement({"RFC7296-4-3", "RFC7296-3.3-3"})
  void customerSideOffersWhatItWasGiven(Suite suite) throws Exception {
    amazon.reload(
        withOurCustomerSide
            .strongSwanAmazon(0)
            .ikeProposals(suite.ikeText())
            .espProposals(suite.espText())
            .build());
    try (VpnEndpoint device = startFirstTunnel(customerSide(suite))) {
      assertAgreed(suite, amazon, tunnel(device, 0));
      assertEquals(
          1,
          amazon
              .host()
              .ping(withOurCustomerSide.amazonInside(0), withOurCustomerSide.customerInside(0), 1));
      office.ping(SiteToSite.SERVER, LIMIT);
    }
    amazon.awaitNoSas(LIMIT);
  }

  private CustomerSideBuilder customerSide(Suite suite) {
    return withOurCustomerSide
        .customerSide(office)
        .listen(near)
        .ikeAlgorithms(suite.ike())
        .childAlgorithms(suite.child());
  }

  /** Starts a device whose second tunnel has no peer. */
  private static VpnEndpoint startFirstTunnel(CustomerSideBuilder builder) throws Exception {
    VpnEndpoint device = builder.start();
    try {
      device.disableTunnel(device.tunnels().get(1));
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      return device;
    } catch (Exception e) {
      device.close();
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes128-sha256-modp1536", "aes256gcm16-prfsha256-curve25519"})
  void amazonSideRefusesGroupThatAwsDoesNotHave(String proposal) throws Exception {
    customer.reload(withOurAmazonSide.strongSwanCustomer(0).ikeProposals(proposal).build());

    CommandResult refused = customer.initiate();

    assertFalse(refused.succeeded());
    assertTrue(refused.output().contains("NO_PROPOSAL_CHOSEN"), refused.output());
    IkeFailure failure = tunnel(ourAmazonSide, 0).lastFailure().orElseThrow();
    IkeFailure.NoProposalChosen none = assertInstanceOf(IkeFailure.NoProposalChosen.class, failure);
    assertEquals(1, none.offered().size());
    // All else is common: the nearest pair differs in the group only.
    IkeFailure.NearestPair nearest = none.nearest().orElseThrow();
    assertEquals(1, nearest.differences().size(), nearest.toString());
    assertTrue(failure.explanation().contains(nearest.offered()), failure.explanation());
  }

  @Test
  void amazonSideWorksWithOneUnprivilegedPort() throws Exception {
    List<String> outside =
        withOurAmazonSide.document().tunnels().stream()
            .map(t -> t.vpnGateway().outsideAddress().toString())
            .toList();
    InMemoryHost otherServer = InMemoryHost.at(SiteToSite.SERVER);
    try (VpnEndpoint aws =
        withOurAmazonSide
            .amazonSide(otherServer)
            .listen(
                OutsideSocket.onePort(outside.get(0), 0), OutsideSocket.onePort(outside.get(1), 0))
            .start()) {
      int port = aws.listening(aws.tunnels().get(0)).natTraversalPort();
      customer.reload(withOurAmazonSide.strongSwanCustomer(0).remotePort(port).build());
      customer.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);

      assertEquals(outside.get(0) + "[" + port + "]", customer.listSas().get(0).remote());
      assertCarries(withOurAmazonSide.customerInside(0), withOurAmazonSide.amazonInside(0));
      otherServer.ping(SiteToSite.OFFICE, LIMIT);
    }
    customer.awaitNoSas(LIMIT);
  }

  @Test
  void customerSideWorksWithOneUnprivilegedPortAgainstOnePort() throws Exception {
    amazon.reload(withOurCustomerSide.strongSwanAmazon(0).build());
    String address = near.address().toString();
    OutsideSocket only = OutsideSocket.onePort(amazon.host().address(0).toString(), 4500);
    OutsideSocket nobody = OutsideSocket.onePort(amazon.host().address(1).toString(), 4501);
    try (VpnEndpoint device =
        startFirstTunnel(
            withOurCustomerSide
                .customerSide(office)
                .listen(OutsideSocket.onePort(address, 0))
                .amazonSideAt(only, nobody))) {
      int port = device.listening(device.tunnels().get(0)).natTraversalPort();
      assertEquals(address + "[" + port + "]", amazon.listSas().get(0).remote());
      office.ping(SiteToSite.SERVER, LIMIT);
    }
    amazon.awaitNoSas(LIMIT);
  }

  private static void assertAgreed(Suite suite, StrongSwan peer, TunnelStatus ours) {
    IkeSaStatus sa = peer.listSas().get(0);
    assertEquals(suite.ikeInCharonsWords(), sa.proposal());
    assertEquals(suite.espInCharonsWords(), sa.children().get(0).proposal());
    IkeSaInfo info = ours.ikeSa().orElseThrow();
    assertEquals(
        suite.ikeInCharonsWords(),
        charonsWords(info.encryption(), info.integrity(), info.prf(), info.keyExchange()));
    ChildSa child = ours.childSa().orElseThrow();
    assertEquals(suite.espInCharonsWords(), charonsWords(child.encryption(), child.integrity()));
  }

  private static String charonsWords(
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      PrfAlgorithm prf,
      KeyExchangeMethod keyExchange) {
    String group = keyExchange == KeyExchangeMethod.CURVE25519 ? "CURVE_25519" : keyExchange.name();
    return charonsWords(encryption, integrity) + "/PRF_" + prf.name() + "/" + group;
  }

  private static String charonsWords(
      EncryptionAlgorithm encryption, Optional<IntegrityAlgorithm> integrity) {
    return encryption.name() + integrity.map(i -> "/" + i.name()).orElse("");
  }
}
