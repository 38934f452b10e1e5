package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.SendResult;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What strongSwan and we cannot agree on: each ends in a failure that says why, at both ends, and
 * the tunnel comes up as soon as the mistake is mended.
 */
class RefusalInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** An attempt to begin is given up after a second. */
  private static final IkeTimers IMPATIENT =
      new IkeTimers(
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  /** Waits for the failure of the first tunnel, which must be of the type and tell no secret. */
  private static <F extends IkeFailure> F awaitFailure(VpnEndpoint endpoint, Class<F> type)
      throws Exception {
    endpoint.awaitStatus(
        s -> s.tunnels().get(0).lastFailure().filter(type::isInstance).isPresent(), LIMIT);
    assertFalse(tunnel(endpoint, 0).isIpsecUp());
    return type.cast(tunnel(endpoint, 0).lastFailure().orElseThrow());
  }

  private static void assertNoSecret(Object text) {
    for (int i = 0; i < 2; i++) {
      assertFalse(text.toString().contains(SiteToSite.preSharedKey(i)), text::toString);
    }
    assertFalse(text.toString().contains("another"), text::toString);
  }

  private static VpnConnection withVpcSelector(VpnConnection connection) {
    VpnConnectionOptions options =
        connection.options().toBuilder().remoteIpv4NetworkCidr(SiteToSite.VPC_CIDR).build();
    return connection.toBuilder().options(options).build();
  }

  /** strongSwan begins, our Amazon side answers. */
  @Nested
  @ExtendWith(StrongSwanExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OurAmazonSide {
    private final InMemoryHost server = InMemoryHost.at(SiteToSite.SERVER);
    private SiteToSite site;
    private StrongSwan device;
    private EventLog events;
    private VpnEndpoint aws;

    @BeforeAll
    void startDevice(TestNetwork network) {
      site = SiteToSite.between(network.near(), network.far());
      device = network.start(network.far(), site.strongSwanCustomer(0).build());
    }

    @BeforeEach
    void startAmazonSide() {
      events = new EventLog();
      aws = site.amazonSide(server).onEvent(events).start();
    }

    @AfterEach
    void close() {
      aws.close();
      device.terminate();
      device.awaitNoSas(LIMIT);
      assertNoSecret(events);
      assertNoSecret(aws.status());
    }

    private StrongSwanConfig.Builder good() {
      return site.strongSwanCustomer(0);
    }

    private <F extends IkeFailure> F refuse(
        StrongSwanConfig.Builder mistaken, String notify, Class<F> type) throws Exception {
      device.reload(mistaken.build());
      CommandResult result = device.initiate();
      assertNotEquals(0, result.exitCode());
      assertTrue(result.output().contains(notify), result.output());
      F failure = awaitFailure(aws, type);
      assertNoSecret(failure.explanation());
      return failure;
    }

    private void assertComesUpWhenMended() throws Exception {
      device.terminate();
      device.awaitNoSas(LIMIT);
      device.reload(good().build());
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertTrue(tunnel(aws, 0).lastFailure().isEmpty());
      assertEquals(1, device.host().ping(site.customerInside(0), site.amazonInside(0), 1));
    }

    @Test
    @Requirement("RFC7296-2.21.2-1")
    void refusesWrongPreSharedKey() throws Exception {
      IkeFailure.AuthenticationFailed failure =
          refuse(
              good().preSharedKey("another_Key.than.ours"),
              "AUTHENTICATION_FAILED",
              IkeFailure.AuthenticationFailed.class);
      assertFalse(failure.refusedByPeer());
      assertTrue(tunnel(aws, 0).ikeSa().isEmpty());
      events.awaitKinds(aws.tunnels().get(0), "IkeSaEnded AuthenticationFailed");
      assertComesUpWhenMended();
    }

    @Test
    @Requirement("RFC7296-1.2-3")
    void refusesWrongIdentityAsItWouldAWrongKey() throws Exception {
      IkeFailure.WrongIdentity failure =
          refuse(
              good().localId("device.example.com"),
              "AUTHENTICATION_FAILED",
              IkeFailure.WrongIdentity.class);
      assertEquals("device.example.com", failure.actual().toString());
      assertEquals(device.host().address(0).toString(), failure.expected().toString());
      assertComesUpWhenMended();
    }

    @Test
    void saysWhatWasOfferedWhenNoIkeProposalIsCommon() throws Exception {
      IkeFailure.NoProposalChosen failure =
          refuse(
              good().ikeProposals("aes192-sha256-modp2048,3des-sha1-modp1536"),
              "NO_PROPOSAL_CHOSEN",
              IkeFailure.NoProposalChosen.class);
      assertFalse(failure.refusedByPeer());
      assertEquals(2, failure.offered().size());
      IkeFailure.NearestPair nearest = failure.nearest().orElseThrow();
      assertEquals(failure.offered().get(0), nearest.offered());
      assertEquals(1, nearest.differences().size(), nearest.toString());
      assertTrue(nearest.differences().get(0).contains("192"), nearest.toString());
      assertComesUpWhenMended();
    }

    @Test
    @Requirement("RFC7296-1.2-6")
    void keepsIkeSaWithoutChildWhenNoEspProposalIsCommon() throws Exception {
      IkeFailure.NoProposalChosen failure =
          refuse(
              good().espProposals("aes192-sha256"),
              "NO_PROPOSAL_CHOSEN",
              IkeFailure.NoProposalChosen.class);
      assertEquals("Child SA", failure.sa());
      assertTrue(failure.nearest().orElseThrow().differences().get(0).contains("192"));
      // RFC 7296 1.2: the IKE SA stands, and its initiator may end it.
      assertTrue(tunnel(aws, 0).ikeSa().isPresent());
      events.awaitKinds(aws.tunnels().get(0), "IkeSaEstablished", "ChildSaFailed NoProposalChosen");
      assertComesUpWhenMended();
    }

    @Test
    void refusesSelectorsOutsideOfItsNetworks() throws Exception {
      aws.close();
      aws = site.amazonSide(withVpcSelector(site.connection()), server).onEvent(events).start();
      IkeFailure.TrafficSelectorsUnacceptable failure =
          refuse(
              good().remoteTs("172.16.0.0/12"),
              "TS_UNACCEPTABLE",
              IkeFailure.TrafficSelectorsUnacceptable.class);
      assertEquals(
          List.of(TrafficSelector.of(IpPrefix.of("172.16.0.0/12"))), failure.offeredResponder());
      assertEquals(
          List.of(TrafficSelector.of(IpPrefix.of(SiteToSite.VPC_CIDR))),
          failure.acceptableResponder());

      // 0.0.0.0/0 is narrowed to the VPC's network, and nothing else goes in or out.
      device.terminate();
      device.reload(good().build());
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertEquals(List.of(SiteToSite.VPC_CIDR), device.installedChild().orElseThrow().remoteTs());
      SiteToSite.routeThrough(device, SiteToSite.OFFICE, SiteToSite.VPC_CIDR);
      assertEquals(1, device.host().ping(SiteToSite.OFFICE, SiteToSite.SERVER, 1));
      InMemoryHost stranger = InMemoryHost.at("172.16.0.9");
      stranger.attach(aws.packets());
      assertThrows(
          TimeoutException.class, () -> stranger.ping(SiteToSite.OFFICE, Duration.ofMillis(1)));
      assertEquals(1, aws.status().sendDrops().get(SendResult.OUTSIDE_SELECTORS));
    }

    @Test
    @Requirement("RFC7296-3.4-4")
    void asksForGroupThatItHas() throws Exception {
      // charon sends a value for the first; modp1536 is none of AWS's for phase 1.
      device.reload(good().ikeProposals("aes256-sha256-modp1536-modp2048").build());
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertEquals(KeyExchangeMethod.MODP_2048, tunnel(aws, 0).ikeSa().orElseThrow().keyExchange());
      assertTrue(device.log(40).contains("requested MODP_2048"), device.log(40));
      events.awaitKinds(aws.tunnels().get(0), "IkeSaEstablished", "TunnelUp");
    }
  }

  /** We begin, strongSwan answers. */
  @Nested
  @ExtendWith(StrongSwanExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OurCustomerSide {
    private final InMemoryHost office = InMemoryHost.at(SiteToSite.OFFICE);
    private OutsideSocket local;
    private List<OutsideSocket> nobody;
    private SiteToSite site;
    private StrongSwan amazon;
    private EventLog events;

    @BeforeAll
    void startAmazonSide(TestNetwork network) {
      local = OutsideSocket.standard(network.near().address(0));
      nobody =
          List.of(
              OutsideSocket.standard(network.near().address(2)),
              OutsideSocket.standard(network.near().address(3)));
      site = SiteToSite.between(network.far(), network.near());
      amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    }

    @BeforeEach
    void clearEvents() {
      events = new EventLog();
    }

    @AfterEach
    void leaveNothing() {
      amazon.terminate();
      amazon.awaitNoSas(LIMIT);
      assertNoSecret(events);
    }

    private StrongSwanConfig.Builder good() {
      return site.strongSwanAmazon(0);
    }

    private CustomerSideBuilder device() {
      return site.customerSide(office).listen(local).timers(IMPATIENT).onEvent(events);
    }

    private VpnEndpoint start(StrongSwanConfig.Builder peer, CustomerSideBuilder builder) {
      amazon.reload(peer.build());
      VpnEndpoint device = builder.start();
      // Nobody is at the other end of it.
      device.disableTunnel(device.tunnels().get(1));
      return device;
    }

    private void assertComesUpWhenMended(VpnEndpoint device) throws Exception {
      amazon.reload(good().build());
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertTrue(tunnel(device, 0).lastFailure().isEmpty());
      assertEquals(1, amazon.host().ping(site.amazonInside(0), site.customerInside(0), 1));
      assertNoSecret(device.status());
    }

    @Test
    void hearsThatItsPreSharedKeyIsWrong() throws Exception {
      try (VpnEndpoint device = start(good().preSharedKey("another_Key.than.ours"), device())) {
        IkeFailure.AuthenticationFailed failure =
            awaitFailure(device, IkeFailure.AuthenticationFailed.class);
        assertTrue(failure.refusedByPeer());
        assertTrue(amazon.log(60).contains("but MAC mismatched"), amazon.log(60));
        assertComesUpWhenMended(device);
      }
    }

    @Test
    void hearsThatNobodyThereHasTheIdentityItExpects() throws Exception {
      try (VpnEndpoint device = start(good().localId("vpn.example.com"), device())) {
        assertTrue(awaitFailure(device, IkeFailure.AuthenticationFailed.class).refusedByPeer());
        assertTrue(amazon.log(60).contains("no matching peer config found"), amazon.log(60));
        assertComesUpWhenMended(device);
      }
    }

    @Test
    void saysWhatItOfferedWhenNoIkeProposalIsCommon() throws Exception {
      try (VpnEndpoint device = start(good().ikeProposals("aes256-sha256-modp2048"), device())) {
        IkeFailure.NoProposalChosen failure =
            awaitFailure(device, IkeFailure.NoProposalChosen.class);
        assertTrue(failure.refusedByPeer());
        assertEquals(1, failure.offered().size());
        assertTrue(failure.explanation().contains(failure.offered().get(0)));
        // Unproved, as IKE_SA_INIT is: a warning first, and the end when nothing better came.
        events.awaitFirst(device.tunnels().get(0), "NegotiationWarning NoProposalChosen");
        assertComesUpWhenMended(device);
      }
    }

    @Test
    void beginsAnewWhenNoEspProposalIsCommon() throws Exception {
      try (VpnEndpoint device = start(good().espProposals("aes256gcm16"), device())) {
        IkeFailure.NoProposalChosen failure =
            awaitFailure(device, IkeFailure.NoProposalChosen.class);
        assertTrue(failure.refusedByPeer());
        assertEquals("Child SA", failure.sa());
        // Deleted, not left standing without a child.
        amazon.awaitNoSas(LIMIT);
        assertComesUpWhenMended(device);
      }
    }

    @Test
    void hearsThatItsSelectorsAreUnacceptable() throws Exception {
      StrongSwanConfig.Builder ipv6Only = good().localTs("fd00::/64").remoteTs("fd01::/64");
      try (VpnEndpoint device = start(ipv6Only, device())) {
        IkeFailure.TrafficSelectorsUnacceptable failure =
            awaitFailure(device, IkeFailure.TrafficSelectorsUnacceptable.class);
        assertTrue(failure.refusedByPeer());
        assertEquals(List.of(TrafficSelector.anyIpv4()), failure.offeredResponder());
        assertComesUpWhenMended(device);
      }
    }

    @Test
    @Requirement("RFC7296-2.9-4")
    void keepsToSelectorsThatPeerNarrowed() throws Exception {
      // charon refuses selectors of its side in which it has no address.
      SiteToSite.routeThrough(amazon, SiteToSite.SERVER, SiteToSite.LAN_CIDR);
      try (VpnEndpoint device = start(good().localTs(SiteToSite.VPC_CIDR), device())) {
        device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
        assertEquals(
            List.of(TrafficSelector.of(IpPrefix.of(SiteToSite.VPC_CIDR))),
            tunnel(device, 0).childSa().orElseThrow().peerSelectors());
        office.ping(SiteToSite.SERVER, LIMIT);
        assertThrows(
            TimeoutException.class, () -> office.ping(site.amazonInside(0), Duration.ofMillis(1)));
        assertEquals(1, device.status().sendDrops().get(SendResult.OUTSIDE_SELECTORS));
      }
    }

    @Test
    @Requirement("RFC7296-1.2-4")
    void followsRequestForOtherGroup() throws Exception {
      IkeAlgorithms twoGroups =
          new IkeAlgorithms(
              List.of(EncryptionAlgorithm.AES_CBC_256),
              List.of(IntegrityAlgorithm.HMAC_SHA2_256_128),
              List.of(PrfAlgorithm.HMAC_SHA2_256),
              List.of(KeyExchangeMethod.ECP_256, KeyExchangeMethod.MODP_2048));
      try (VpnEndpoint device =
          start(good().ikeProposals("aes256-sha256-modp2048"), device().ikeAlgorithms(twoGroups))) {
        device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
        assertEquals(
            KeyExchangeMethod.MODP_2048, tunnel(device, 0).ikeSa().orElseThrow().keyExchange());
        assertTrue(amazon.log(60).contains("requesting MODP_2048"), amazon.log(60));
        events.awaitKinds(device.tunnels().get(0), "IkeSaEstablished", "TunnelUp");
      }
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
      // Addresses of this machine on which nothing listens.
      try (VpnEndpoint device = device().amazonSideAt(nobody.get(0), nobody.get(1)).start()) {
        device.disableTunnel(device.tunnels().get(1));
        IkeFailure failure = awaitFailure(device, IkeFailure.TimedOut.class);
        assertEquals(
            "no answer for 1.0 s while waiting for the answer to IKE_SA_INIT",
            failure.explanation());
        events.awaitFirst(device.tunnels().get(0), "IkeSaEnded TimedOut");
      }
    }
  }
}
