package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.message.TrafficSelectorSubstructure;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficSelectorTest {
  private static final IpAddress LOW = IpAddress.of("10.0.0.1");
  private static final IpAddress HIGH = IpAddress.of("10.0.0.9");

  private static TrafficSelector ports(int protocol, int start, int end) {
    return new TrafficSelector(protocol, start, end, LOW, HIGH);
  }

  @Test
  void aRangeOfPortsDoesNotContainOpaque() {
    TrafficSelector opaque = ports(6, 65_535, 0);

    assertFalse(ports(6, 5, 10).contains(opaque));
    assertFalse(ports(6, 65_535, 65_535).contains(opaque));
    assertFalse(ports(6, 0, 0).contains(opaque));
    assertTrue(ports(6, 0, 65_535).contains(opaque));
    assertTrue(opaque.contains(opaque));
    assertEquals(Optional.empty(), opaque.intersect(ports(6, 5, 10)));
    assertEquals(Optional.of(opaque), opaque.intersect(ports(0, 0, 65_535)));
  }

  @Test
  void familiesHaveNothingInCommon() {
    TrafficSelector ipv6 = TrafficSelector.of(IpPrefix.of("::/0"));

    assertEquals(Optional.empty(), TrafficSelector.anyIpv4().intersect(ipv6));
    assertFalse(TrafficSelector.anyIpv4().contains(ipv6));
    assertFalse(ipv6.contains(LOW));
  }

  @Test
  void comparesAddressesWithoutASign() {
    TrafficSelector upper = TrafficSelector.of(IpPrefix.of("128.0.0.0/1"));

    assertTrue(upper.contains(IpAddress.of("255.255.255.255")));
    assertFalse(upper.contains(IpAddress.of("127.255.255.255")));
    assertEquals(Optional.of(upper), TrafficSelector.anyIpv4().intersect(upper));
  }

  @Test
  @Requirement("RFC7296-2.9-3")
  void narrowsInTheOrderOfTheOffer() {
    TrafficSelector a = TrafficSelector.of(IpPrefix.of("10.1.0.0/16"));
    TrafficSelector b = TrafficSelector.of(IpPrefix.of("10.2.0.0/16"));

    assertEquals(
        List.of(b, a),
        TrafficSelector.narrow(
            List.of(b, a), List.of(TrafficSelector.of(IpPrefix.of("10.0.0.0/8")))));
    assertEquals(List.of(), TrafficSelector.narrow(List.of(a), List.of(b)));
  }

  @Test
  @Requirement("RFC7296-2.9-2")
  void readsNothingIntoWhatItDoesNotKnow() {
    TrafficSelectorSubstructure backwards = new AddressRange(0, 0, 65_535, HIGH, LOW);
    TrafficSelectorSubstructure backwardPorts = new AddressRange(6, 7, 3, LOW, HIGH);
    TrafficSelectorSubstructure unknown =
        new TrafficSelectorSubstructure.Unknown(9, 0, Octets.ofHex("00000000"));
    TrafficSelectorSubstructure good = new AddressRange(6, 22, 22, LOW, HIGH);

    assertEquals(
        List.of(ports(6, 22, 22)),
        TrafficSelectors.read(
            new TsPayload(true, List.of(backwards, backwardPorts, unknown, good))));
  }

  @Test
  void refusesRangesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> ports(6, 7, 3));
    assertThrows(IllegalArgumentException.class, () -> ports(256, 0, 65_535));
    assertThrows(
        IllegalArgumentException.class, () -> new TrafficSelector(0, 0, 65_535, HIGH, LOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrafficSelector(0, 0, 65_535, LOW, IpAddress.of("::1")));
  }

  @Test
  void aConfigurationHoldsNoMoreThanAPayload() {
    IkeConfig.Builder builder =
        IkeConfig.builder()
            .name("peer")
            .localIdentity(IkeIdentity.ofFqdn("a.example"))
            .preSharedKey(PreSharedKey.of("fixture_Key.1"))
            .localTrafficSelectors(Collections.nCopies(256, TrafficSelector.anyIpv4()));

    assertThrows(IllegalArgumentException.class, builder::build);
  }
}
