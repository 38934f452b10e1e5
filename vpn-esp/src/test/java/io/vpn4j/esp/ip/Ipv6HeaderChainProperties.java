package io.vpn4j.esp.ip;

import static io.vpn4j.esp.ip.Ipv6HeaderChain.Result.COMPLETE;
import static io.vpn4j.esp.ip.Ipv6HeaderChain.Result.LATER_FRAGMENT;
import static io.vpn4j.esp.ip.Ipv6HeaderChain.Result.MISPLACED;
import static io.vpn4j.esp.ip.Ipv6HeaderChain.Result.TOO_MANY;
import static io.vpn4j.esp.ip.Ipv6HeaderChain.Result.TRUNCATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpArbitraries.Link;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class Ipv6HeaderChainProperties {
  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  @Provide
  Arbitrary<List<Link>> links() {
    return IpArbitraries.link().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> upper() {
    return Arbitraries.of(IpProtocol.TCP, IpProtocol.UDP, 58, 59, 50, 135, 253);
  }

  /** The rules, over the list from which the packet was made instead of its octets. */
  @Property(tries = 2000)
  void agreesWithTheListOfHeaders(
      @ForAll("links") List<Link> links,
      @ForAll("upper") int upper,
      @ForAll @Size(max = 20) byte[] payload,
      @ForAll @IntRange(max = 5) int at) {
    byte[] octets = IpArbitraries.chain(links, upper, payload);
    Ipv6HeaderChain.Result result = chain.read(IpArbitraries.buffer(octets, at, true, true), at);
    Ipv6HeaderChain.Result expected = COMPLETE;
    int offset = Ipv6Header.OCTETS;
    int perFragment = offset;
    int fragmentAt = -1;
    boolean authenticated = false;
    for (int i = 0; i < links.size() && expected == COMPLETE; i++) {
      Link link = links.get(i);
      if (link.type() == IpProtocol.HOP_BY_HOP && i > 0) {
        expected = MISPLACED;
      } else if (link.type() == IpProtocol.FRAGMENT && fragmentAt >= 0) {
        expected = MISPLACED;
      } else {
        if (link.type() == IpProtocol.FRAGMENT) {
          fragmentAt = at + offset;
          expected = link.octets()[3] == 1 ? COMPLETE : LATER_FRAGMENT;
        }
        authenticated |= link.type() == IpProtocol.AUTHENTICATION;
        offset += link.octets().length;
        if (fragmentAt < 0 && (link.type() == 0 || link.type() == IpProtocol.ROUTING)) {
          perFragment = offset;
        }
      }
    }
    Statistics.collect(expected);
    assertEquals(expected, result);
    assertEquals(fragmentAt, chain.fragmentHeaderAt());
    assertEquals(at + perFragment, chain.perFragmentEnd());
    assertEquals(at + offset, chain.protocolAt());
    assertEquals(authenticated, chain.isAuthenticated());
    if (result == COMPLETE) {
      assertEquals(upper, chain.protocol());
    }
  }

  @Property(tries = 2000)
  void staysInsideThePacket(
      @ForAll("links") List<Link> links,
      @ForAll @IntRange(min = 1, max = 60) int cut,
      @ForAll byte value,
      @ForAll @IntRange(max = 80) int place) {
    byte[] octets = IpArbitraries.chain(links, IpProtocol.UDP, new byte[8]);
    int total = Math.max(Ipv6Header.OCTETS, octets.length - cut);
    octets[Ipv6Header.OCTETS + place % (octets.length - Ipv6Header.OCTETS)] = value;
    ByteBuffer packet = ByteBuffer.wrap(octets, 0, total);
    packet.putShort(Ipv6Header.PAYLOAD_LENGTH, (short) (total - Ipv6Header.OCTETS));
    Statistics.collect(chain.read(packet, 0));
    assertTrue(chain.protocolAt() <= total);
    assertTrue(chain.perFragmentEnd() <= total);
    assertTrue(chain.fragmentHeaderAt() <= total - Ipv6Header.FRAGMENT_OCTETS);
  }

  @Example
  void givesUpAfterManyHeaders() {
    Link link = new Link(IpProtocol.DESTINATION_OPTIONS, new byte[8]);
    List<Link> most = Collections.nCopies(Ipv6HeaderChain.MAX_EXTENSION_HEADERS, link);
    assertEquals(COMPLETE, read(most));
    List<Link> tooMany = new ArrayList<>(most);
    tooMany.add(link);
    assertEquals(TOO_MANY, read(tooMany));
  }

  @Example
  void findsHeadersThatReachBeyondTheEnd() {
    byte[] longer = new byte[8];
    longer[1] = 1;
    assertEquals(TRUNCATED, read(List.of(new Link(IpProtocol.ROUTING, longer))));
    assertEquals(TRUNCATED, read(List.of(new Link(IpProtocol.ROUTING, new byte[7]))));
    // An authentication header counts in words of four: 12 octets here, of which 8 are there.
    assertEquals(TRUNCATED, read(List.of(new Link(IpProtocol.AUTHENTICATION, longer))));
  }

  private Ipv6HeaderChain.Result read(List<Link> links) {
    byte[] octets = IpArbitraries.chain(links, IpProtocol.UDP, new byte[0]);
    return chain.read(ByteBuffer.wrap(octets), 0);
  }
}
