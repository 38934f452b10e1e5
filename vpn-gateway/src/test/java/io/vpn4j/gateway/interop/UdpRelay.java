package io.vpn4j.gateway.interop;

import io.vpn4j.model.net.Ipv4Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Someone on the path: passes all datagrams between a peer and the endpoint under test on, keeps a
 * copy of each, and sends others from where the peer's come from.
 *
 * <p>The peer finds it at the endpoint's place, on ports 500 and 4500; to the endpoint it looks
 * like a NAT before the peer.
 */
final class UdpRelay implements AutoCloseable {
  static final int IKE_PORT = 500;
  static final int NAT_TRAVERSAL_PORT = 4500;

  private static final int MAX_OCTETS = 65_507;

  /** A datagram that was passed on, or kept back. */
  static final class Datagram {
    private final boolean toEndpoint;
    private final int port;
    private final byte[] octets;

    Datagram(boolean toEndpoint, int port, byte[] octets) {
      this.toEndpoint = toEndpoint;
      this.port = port;
      this.octets = octets.clone();
    }

    /** Whether the peer sent it. */
    boolean toEndpoint() {
      return toEndpoint;
    }

    /** The port on the endpoint's side. */
    int port() {
      return port;
    }

    /** A copy of its payload. */
    byte[] octets() {
      return octets.clone();
    }

    /** Whether it is ESP: on the port for both, and without the non-ESP marker. */
    boolean isEsp() {
      return port == NAT_TRAVERSAL_PORT
          && octets.length > 4
          && (octets[0] | octets[1] | octets[2] | octets[3]) != 0;
    }

    /** Whether it is IKE. */
    boolean isIke() {
      return !isEsp() && octets.length > 4;
    }
  }

  /** The sockets of one port and the threads between them. */
  private final class Lane implements AutoCloseable {
    private final int port;
    private final DatagramSocket front;
    private final DatagramSocket back;
    private final InetSocketAddress endpoint;
    private volatile InetSocketAddress peer;

    Lane(int port, InetAddress place, InetAddress endpoint) throws IOException {
      this.port = port;
      this.endpoint = new InetSocketAddress(endpoint, port);
      this.front = new DatagramSocket(port, place);
      this.back = new DatagramSocket(0, place);
      start(front, true);
      start(back, false);
    }

    private void start(DatagramSocket from, boolean toEndpoint) {
      Thread thread = new Thread(() -> pass(from, toEndpoint), "relay-" + port + toEndpoint);
      thread.setDaemon(true);
      thread.start();
    }

    private void pass(DatagramSocket from, boolean toEndpoint) {
      DatagramPacket packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
      while (!from.isClosed()) {
        try {
          packet.setLength(MAX_OCTETS);
          from.receive(packet);
          byte[] octets = new byte[packet.getLength()];
          System.arraycopy(packet.getData(), packet.getOffset(), octets, 0, octets.length);
          Datagram datagram = new Datagram(toEndpoint, port, octets);
          if (toEndpoint) {
            peer = (InetSocketAddress) packet.getSocketAddress();
          }
          if (toEndpoint && withholding.test(datagram)) {
            withheld.add(datagram);
          } else {
            passed.add(datagram);
            send(toEndpoint, octets);
          }
        } catch (IOException e) {
          if (!from.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    void send(boolean toEndpoint, byte[] octets) throws IOException {
      DatagramSocket from = toEndpoint ? back : front;
      from.send(new DatagramPacket(octets, octets.length, toEndpoint ? endpoint : peer));
    }

    @Override
    public void close() {
      front.close();
      back.close();
    }
  }

  private final List<Datagram> passed = new CopyOnWriteArrayList<>();
  private final List<Datagram> withheld = new CopyOnWriteArrayList<>();
  private volatile Predicate<Datagram> withholding = datagram -> false;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Begins to pass datagrams on.
   *
   * @param place where the peer thinks that the endpoint is
   * @param endpoint where it is, on ports 500 and 4500
   */
  UdpRelay(Ipv4Address place, Ipv4Address endpoint) throws IOException {
    try {
      for (int port : List.of(IKE_PORT, NAT_TRAVERSAL_PORT)) {
        lanes.add(
            new Lane(
                port,
                InetAddress.getByAddress(place.toOctets()),
                InetAddress.getByAddress(endpoint.toOctets())));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** {@return copies of all that was passed on} */
  List<Datagram> passed() {
    return List.copyOf(passed);
  }

  /** Keeps such datagrams of the peer back from now on, and no others. */
  void withhold(Predicate<Datagram> which) {
    withholding = which;
  }

  /** {@return what was kept back} */
  List<Datagram> withheld() {
    return List.copyOf(withheld);
  }

  /** Sends to the endpoint from where the peer's datagrams come from, without keeping a copy. */
  void sendToEndpoint(int port, byte[] octets) {
    try {
      for (Lane lane : lanes) {
        if (lane.port == port) {
          lane.send(true, octets);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }
}
