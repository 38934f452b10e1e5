package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.IkeLifetimes;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.model.net.Ipv4Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that loses its address while a ping runs, and goes on from another with the IKE SA that
 * it has (RFC 4555): strongSwan's device with our Amazon side, and ours with strongSwan's.
 *
 * <p>libipsec cannot move an ESP SA, so charon, whichever end it is, replaces the Child SA as soon
 * as the IKE SA has moved.
 */
@ExtendWith(StrongSwanExtension.class)
class MobikeInterop {
  private static final Logger LOG = LoggerFactory.getLogger(MobikeInterop.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PING = Duration.ofMillis(20);

  /** Packets through the tunnel that show that it carries. */
  private static final long SOME = 50;

  private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();

  private long count(VpnEndpoint endpoint, Class<? extends GatewayEvent> type) {
    return of(endpoint, type).size();
  }

  /** Events of the first tunnel. */
  private <T extends GatewayEvent> List<T> of(VpnEndpoint endpoint, Class<T> type) {
    String first = endpoint.tunnels().get(0);
    return events.stream()
        .filter(e -> e.tunnel().equals(first))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static void awaitPackets(VpnEndpoint endpoint) {
    long before = tunnel(endpoint, 0).counters().packetsOut();
    Await.until(
        SOME + " more packets answered",
        LIMIT,
        () -> tunnel(endpoint, 0).counters().packetsOut() >= before + SOME);
  }

  /** The IKE SA of strongSwan, from this address of its own to that of its peer. */
  private static IkeSaStatus awaitSa(StrongSwan peer, Ipv4Address local, Ipv4Address remote) {
    peer.awaitSas(
        "one IKE SA with one Child SA, from " + local + " to " + remote,
        LIMIT,
        sas ->
            sas.size() == 1
                && sas.get(0).established()
                && sas.get(0).children().size() == 1
                && sas.get(0).local().startsWith(local + "[")
                && sas.get(0).remote().startsWith(remote + "["));
    return peer.listSas().get(0);
  }

  private static int logged(StrongSwan peer, String line) {
    return (int) peer.log(Integer.MAX_VALUE).lines().filter(l -> l.contains(line)).count();
  }

  /** Nothing was lost but what was under way while there was no address. */
  private static void assertGoesOn(PingStream.Summary summary) {
    LOG.info("{}", summary);
    int behind = summary.sent() - summary.answered().last();
    assertTrue(behind <= PingStream.ON_THEIR_WAY, summary::toString);
  }

  private void assertIkeSaIsTheSame(VpnEndpoint endpoint, IkeSaInfo before) {
    assertEquals(before, tunnel(endpoint, 0).ikeSa().orElseThrow());
    assertEquals(1, count(endpoint, GatewayEvent.IkeSaEstablished.class));
    assertEquals(0, count(endpoint, GatewayEvent.IkeSaRekeyed.class));
    assertEquals(0, count(endpoint, GatewayEvent.TunnelDown.class));
    assertEquals(0, count(endpoint, GatewayEvent.NegotiationWarning.class));
  }

  @Test
  void ourSideFollowsADeviceThatHasMoved(TestNetwork network) throws Exception {
    Ipv4Address here = network.far().address(0);
    Ipv4Address there = network.far().address(1);
    Ipv4Address amazon = network.near().address(0);
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(
            network.far(),
            site.strongSwanCustomer(0).mobike(true).localAddresses(here + ",%any").build());
    try (VpnEndpoint aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER))
            .lifetimes(IkeLifetimes.UNLIMITED)
            .mobike(true)
            .onEvent(events::add)
            .start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      IkeSaInfo info = tunnel(aws, 0).ikeSa().orElseThrow();
      IkeSaStatus before = awaitSa(device, here, amazon);
      try (PingStream ping =
          PingStream.start(device.host(), site.customerInside(0), site.amazonInside(0), PING)) {
        awaitPackets(aws);
        network.far().loseAddress(here);
        IkeSaStatus after = awaitSa(device, there, amazon);
        awaitPackets(aws);
        assertGoesOn(ping.stop());

        assertEquals(before.spis(), after.spis());
      }
      assertIkeSaIsTheSame(aws, info);
      assertEquals(1, logged(device, "generating IKE_SA_INIT request"));
      // Before it says that it has moved, charon looks whether it gets answers there: no reason yet
      // to follow it (RFC 4555 3.8).
      assertTrue(logged(device, "checking path " + there) > 0);
      assertTrue(logged(device, "[ N(UPD_SA_ADDR)") > 0);
      List<GatewayEvent.PeerMoved> moves = of(aws, GatewayEvent.PeerMoved.class);
      assertEquals(1, moves.size(), moves::toString);
      assertEquals(there, moves.get(0).peer().address());
      aws.awaitStatus(s -> count(aws, GatewayEvent.ChildSaRekeyed.class) > 0, LIMIT);

      // What we begin goes there, too.
      aws.rekeyIkeSa(aws.tunnels().get(0));
      aws.awaitStatus(s -> count(aws, GatewayEvent.IkeSaRekeyed.class) == 1, LIMIT);
      awaitSa(device, there, amazon);
      assertEquals(1, device.host().ping(site.customerInside(0), site.amazonInside(0), 1));
    }
  }

  /** Our device, on any address that its machine has. */
  private CustomerSideBuilder device(SiteToSite site) {
    return site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
        .listen(OutsideSocket.twoPorts("0.0.0.0", 0, 0))
        .lifetimes(IkeLifetimes.UNLIMITED)
        .mobike(true)
        .onEvent(events::add);
  }

  /**
   * Takes our device's address away while strongSwan pings it.
   *
   * @param told whether somebody tells the device, or it has to find out
   */
  private void move(TestNetwork network, SiteToSite site, VpnEndpoint office, boolean told)
      throws Exception {
    Ipv4Address here = network.near().address(0);
    Ipv4Address there = network.near().address(1);
    Ipv4Address outside = network.far().address(0);
    StrongSwan amazon = network.peers().get(0);
    office.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    IkeSaInfo info = tunnel(office, 0).ikeSa().orElseThrow();
    IkeSaStatus before = awaitSa(amazon, outside, here);
    try (PingStream ping =
        PingStream.start(amazon.host(), site.amazonInside(0), site.customerInside(0), PING)) {
      awaitPackets(office);
      network.near().loseAddress(here);
      if (told) {
        office.addressChanged();
      }
      IkeSaStatus after = awaitSa(amazon, outside, there);
      awaitPackets(office);
      assertGoesOn(ping.stop());

      assertEquals(before.spis(), after.spis());
    }
    assertIkeSaIsTheSame(office, info);
    assertTrue(logged(amazon, "[ N(UPD_SA_ADDR)") > 0);
    office.awaitStatus(s -> count(office, GatewayEvent.ChildSaRekeyed.class) > 0, LIMIT);
  }

  @Test
  void strongSwanFollowsOurDeviceThatSaysSo(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    network.start(network.far(), site.strongSwanAmazon(0).mobike(true).build());
    try (VpnEndpoint office = device(site).start()) {
      move(network, site, office, /* told= */ true);
    }
  }

  @Test
  void ourDeviceFindsOutByItsLivenessChecks(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    network.start(network.far(), site.strongSwanAmazon(0).mobike(true).build());
    IkeTimers quick = IkeTimers.DEFAULT.withLivenessInterval(Duration.ofMillis(500));
    try (VpnEndpoint office = device(site).timers(quick).start()) {
      move(network, site, office, /* told= */ false);
    }
  }
}
