package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeDemultiplexer;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeLimits;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Many IKE SAs of one side behind one UDP socket on the loopback interface. One thread drives all
 * of it, and that is all there is to a driver.
 */
final class LoopbackEnd implements AutoCloseable {
  /** Fewer than would have the responder ask for cookies. */
  private static final int IN_FLIGHT = 16;

  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private final IkeConfig config;
  private final IkeDemultiplexer sessions;
  private final DatagramChannel channel;
  private final Selector selector;
  private final UdpEndpoint local;
  private final ByteBuffer received = ByteBuffer.allocateDirect(65_536);
  private Optional<Instant> wakeAt = Optional.empty();
  private int nextEspSpi = 0x1000;
  private int started;
  private int established;
  private int wanted;
  private UdpEndpoint peer;
  private volatile boolean stopped;

  LoopbackEnd(IkeConfig config) throws IOException {
    this.config = config;
    this.sessions =
        new IkeDemultiplexer(
            path -> Optional.of(config),
            IkeCrypto.of(new SecureRandom()),
            () -> new EspSpi(nextEspSpi++),
            IkeLimits.DEFAULT);
    this.channel = DatagramChannel.open();
    this.channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.channel.configureBlocking(false);
    this.selector = Selector.open();
    this.channel.register(selector, SelectionKey.OP_READ);
    this.local = endpoint((InetSocketAddress) channel.getLocalAddress());
    this.peer = local;
  }

  UdpEndpoint local() {
    return local;
  }

  /** Starts {@code count} IKE SAs with {@code peer}; returns when all have their Child SA. */
  void initiate(int count, UdpEndpoint peer) throws IOException {
    this.wanted = count;
    this.peer = peer;
    startMore();
    while (established < count) {
      runOnce();
    }
  }

  /** Answers whoever comes, until {@link #stop}. */
  void respond() throws IOException {
    while (!stopped) {
      runOnce();
    }
  }

  /** From any thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  private void runOnce() throws IOException {
    selector.select(key -> {}, waitMillis());
    for (Optional<UdpEndpoint> from = receive(); from.isPresent(); from = receive()) {
      UdpPath path = new UdpPath(local, from.get());
      carryOut(sessions.datagram(new IkeInput.Datagram(Instant.now(), path, received.flip())));
      startMore();
    }
    Instant now = Instant.now();
    if (wakeAt.isPresent() && !now.isBefore(wakeAt.get())) {
      carryOut(sessions.tick(now));
    }
  }

  private void startMore() throws IOException {
    while (started < wanted && started - established < IN_FLIGHT) {
      started++;
      UdpPath path = new UdpPath(local, peer);
      carryOut(sessions.initiate(Instant.now(), config, new IkeCommand.Initiate(path, path)));
    }
  }

  private void carryOut(IkeDemultiplexer.Step step) throws IOException {
    wakeAt = step.wakeAt();
    for (IkeDemultiplexer.SessionOutput output : step.outputs()) {
      if (output.output() instanceof IkeOutput.Transmit transmit) {
        channel.send(transmit.octets(), address(transmit.path().peer()));
      } else if (output.output() instanceof IkeOutput.ChildSaUp up) {
        up.child().keys().destroy();
        established++;
      } else if (output.output() instanceof IkeOutput.Terminated end) {
        throw new IllegalStateException(end.cause().explanation());
      }
    }
  }

  private Optional<UdpEndpoint> receive() throws IOException {
    received.clear();
    InetSocketAddress from = (InetSocketAddress) channel.receive(received);
    return Optional.ofNullable(from).map(LoopbackEnd::endpoint);
  }

  /** At least a millisecond, as zero would wait for ever. */
  private long waitMillis() {
    return wakeAt
        .map(at -> Duration.between(Instant.now(), at))
        .filter(left -> left.compareTo(LONGEST_WAIT) < 0)
        .map(left -> Math.max(1, left.toMillis()))
        .orElse(LONGEST_WAIT.toMillis());
  }

  private static UdpEndpoint endpoint(InetSocketAddress address) {
    return new UdpEndpoint(IpAddress.of(address.getAddress().getHostAddress()), address.getPort());
  }

  private static InetSocketAddress address(UdpEndpoint endpoint) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByAddress(endpoint.address().toOctets()), endpoint.port());
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
