package io.vpn4j.gateway.runtime;

import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.model.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound UDP socket and the thread that reads it. */
public final class UdpTransport implements AutoCloseable {
  /** The longest UDP payload over IPv4, and enough for any datagram we take. */
  static final int MAX_DATAGRAM_OCTETS = 65_507;

  private static final Logger LOG = LoggerFactory.getLogger(UdpTransport.class);
  private static final int SOCKET_BUFFER_OCTETS = 4 << 20;

  private final DatagramChannel channel;
  private final UdpEndpoint local;
  private final boolean natTraversal;
  private Thread reader;

  private UdpTransport(DatagramChannel channel, UdpEndpoint local, boolean natTraversal) {
    this.channel = channel;
    this.local = local;
    this.natTraversal = natTraversal;
  }

  /** What is done with a datagram, on the reading thread; must not throw and not block. */
  public interface Receiver {
    /**
     * Takes a datagram.
     *
     * @param transport where it came in
     * @param datagram from position to limit; valid during the call
     * @param from its sender
     */
    void received(UdpTransport transport, ByteBuffer datagram, InetSocketAddress from);
  }

  /**
   * Binds a socket.
   *
   * @param natTraversal whether it carries ESP beside IKE, told apart by the non-ESP marker
   * @throws UncheckedIOException if the address or port cannot be bound; the message says which
   */
  public static UdpTransport bind(UdpEndpoint wanted, boolean natTraversal) {
    try {
      DatagramChannel channel = DatagramChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_OCTETS);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_OCTETS);
        channel.bind(socketAddress(wanted));
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        return new UdpTransport(
            channel, new UdpEndpoint(wanted.address(), bound.getPort()), natTraversal);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bind UDP " + wanted + ": " + e.getMessage(), e);
    }
  }

  /** Starts reading. */
  public void start(String name, Receiver receiver) {
    reader = new Thread(() -> read(receiver), "vpn4j-udp-" + name + "-" + local.port());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Receiver receiver) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_OCTETS);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        receiver.received(this, buffer, from);
      } catch (AsynchronousCloseException closed) {
        return;
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        // For example an ICMP error for an earlier datagram: the socket is still good.
        LOG.debug("reading UDP {}: {}", local, e.toString());
      } catch (RuntimeException defect) {
        // One datagram must not end the reading of all others.
        LOG.error("a datagram on UDP {} was dropped by a defect", local, defect);
      }
    }
  }

  /**
   * Sends a datagram; callable by any thread.
   *
   * @return whether the socket took it
   */
  public boolean send(ByteBuffer datagram, InetSocketAddress to) {
    try {
      if (channel.send(datagram, to) > 0) {
        return true;
      }
    } catch (IOException e) {
      LOG.debug("sending UDP {} to {}: {}", local, to, e.toString());
    }
    return false;
  }

  /** The bound address and port. */
  public UdpEndpoint local() {
    return local;
  }

  /** Whether ESP shares the port. */
  public boolean isNatTraversal() {
    return natTraversal;
  }

  /** Closes the socket and waits for its thread. */
  @Override
  public void close() {
    try {
      channel.close();
      if (reader != null && reader != Thread.currentThread()) {
        reader.join();
      }
    } catch (IOException e) {
      LOG.debug("closing UDP {}: {}", local, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static InetSocketAddress socketAddress(UdpEndpoint endpoint) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(endpoint.address().toOctets()), endpoint.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(endpoint.toString(), e);
    }
  }

  static UdpEndpoint endpoint(InetSocketAddress address) {
    return new UdpEndpoint(
        IpAddress.ofOctets(address.getAddress().getAddress()), address.getPort());
  }
}
