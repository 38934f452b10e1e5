package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.OutboundSa;
import io.vpn4j.esp.SaSelectors;
import io.vpn4j.esp.SelectorRange;
import io.vpn4j.esp.mtu.IcmpErrorLimit;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.packet.EchoHost;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.SecretAccess;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** What the data plane keeps of one tunnel. The map of pairs belongs to the control thread. */
final class TunnelData {
  /**
   * A pair of ESP SAs with all that a packet needs.
   *
   * @param outbound seals, one packet at a time
   * @param replaces the inbound SPI of the pair that it takes the place of, or 0
   * @param confirmed whether the peer is known to have it; until then the pair that it replaces
   *     sends (RFC 7296 section 2.8)
   * @param selectors what may go through
   * @param transport the socket to send from
   * @param peer where to send
   * @param mtu how big packets may be
   */
  record Pair(
      TunnelData tunnel,
      InboundSa inbound,
      OutboundSa outbound,
      int replaces,
      AtomicBoolean confirmed,
      SaSelectors selectors,
      UdpTransport transport,
      InetSocketAddress peer,
      TunnelMtu mtu) {
    Pair movedTo(UdpTransport newTransport, InetSocketAddress newPeer) {
      return new Pair(
          tunnel,
          inbound,
          outbound,
          replaces,
          confirmed,
          selectors,
          newTransport,
          newPeer,
          mtu.over(isIpv6(newPeer)));
    }

    void close() {
      inbound.close();
      outbound.close();
    }
  }

  /** RFC 4443 section 2.4 (f): a burst for flows that begin at once, and a modest rate. */
  private static final int ICMP_ERROR_BURST = 20;

  private static final int ICMP_ERRORS_PER_SECOND = 100;

  final TunnelSpec spec;
  final TunnelReassembly reassembly;
  final EchoHost insideHost;
  final int insideIpv4;
  final IcmpErrorLimit icmpErrors =
      new IcmpErrorLimit(ICMP_ERROR_BURST, ICMP_ERRORS_PER_SECOND, System.nanoTime());
  final LongAdder packetsIn = new LongAdder();
  final LongAdder octetsIn = new LongAdder();
  final LongAdder packetsOut = new LongAdder();
  final LongAdder octetsOut = new LongAdder();

  /** By inbound SPI, the newest last. Guarded by this object. */
  private final Map<Integer, Pair> pairs = new LinkedHashMap<>();

  /** The pair to send with; null while the tunnel is down. */
  volatile Pair current;

  /** {@code System.nanoTime} of the last packet opened, or sent; 0 for none yet. */
  volatile long lastInboundNanos;

  volatile long lastOutboundNanos;

  TunnelData(TunnelSpec spec, TunnelReassembly reassembly) {
    this.spec = spec;
    this.reassembly = reassembly;
    this.insideHost =
        new EchoHost(
            List.of(new IpPrefix(spec.localInside(), spec.localInside().bits())), Set.of());
    this.insideIpv4 = spec.localInside().value();
  }

  Pair pair(IkeOutput.ChildSaUp up, UdpTransport transport) {
    ChildSa child = up.child();
    UdpPath path = up.path();
    EspSuite suite =
        Algorithms.espSuite(child.encryption(), child.integrity())
            .orElseThrow(() -> new IllegalStateException("ESP cannot do " + child));
    SaSelectors selectors =
        new SaSelectors(ranges(child.localSelectors()), ranges(child.peerSelectors()));
    byte[] in = child.keys().inbound(SecretAccess.grant());
    byte[] out = child.keys().outbound(SecretAccess.grant());
    InboundSa inbound =
        InboundSa.builder(child.inboundSpi().value(), suite)
            .keymat(in)
            .extendedSequenceNumbers(child.extendedSequenceNumbers())
            .replayWindowPackets(spec.replayWindow())
            .selectors(selectors)
            .build();
    OutboundSa outbound =
        OutboundSa.builder(child.outboundSpi().value(), suite)
            .keymat(out)
            .extendedSequenceNumbers(child.extendedSequenceNumbers())
            .build();
    Arrays.fill(in, (byte) 0);
    Arrays.fill(out, (byte) 0);
    InetSocketAddress peer = UdpTransport.socketAddress(path.peer());
    return new Pair(
        this,
        inbound,
        outbound,
        up.replaces().map(EspSpi::value).orElse(0),
        new AtomicBoolean(up.sendNow()),
        selectors,
        transport,
        peer,
        new TunnelMtu(suite, isIpv6(peer), spec.packetSizes()));
  }

  private static boolean isIpv6(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private static List<SelectorRange> ranges(List<TrafficSelector> selectors) {
    return selectors.stream()
        .map(s -> new SelectorRange(s.start(), s.end(), s.protocol(), s.startPort(), s.endPort()))
        .toList();
  }

  synchronized void add(Pair pair) {
    pairs.put(pair.inbound().spi(), pair);
    choose();
  }

  synchronized Optional<Pair> find(int inboundSpi) {
    return Optional.ofNullable(pairs.get(inboundSpi));
  }

  /** Takes the pair away from sending. */
  synchronized Optional<Pair> remove(int inboundSpi) {
    Pair gone = pairs.remove(inboundSpi);
    choose();
    return Optional.ofNullable(gone);
  }

  synchronized void move(int inboundSpi, UnaryOperator<Pair> moved) {
    pairs.computeIfPresent(inboundSpi, (spi, pair) -> moved.apply(pair));
    choose();
  }

  synchronized List<Pair> removeAll() {
    List<Pair> all = List.copyOf(pairs.values());
    pairs.clear();
    choose();
    return all;
  }

  synchronized boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** A packet has come in on {@code pair}, so the peer has it. */
  void confirm(Pair pair) {
    if (!pair.confirmed().get()) {
      synchronized (this) {
        pair.confirmed().set(true);
        choose();
      }
    }
  }

  /** The newest pair that the peer is known to have, or whose predecessor is gone. */
  private void choose() {
    Pair newest = null;
    for (Pair pair : pairs.values()) {
      if (pair.confirmed().get() || !pairs.containsKey(pair.replaces())) {
        newest = pair;
      }
    }
    current = newest;
  }

  TunnelCounters counters() {
    return new TunnelCounters(packetsIn.sum(), octetsIn.sum(), packetsOut.sum(), octetsOut.sum());
  }
}
