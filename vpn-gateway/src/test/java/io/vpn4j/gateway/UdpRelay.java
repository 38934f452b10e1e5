package io.vpn4j.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Stands between a client and a server on loopback, as a NAT does: remembers what passes, and may
 * alter, drop or add to it.
 */
final class UdpRelay implements AutoCloseable {
  private final DatagramSocket toClient;
  private final DatagramSocket toServer;
  private final SocketAddress server;
  private volatile SocketAddress client;

  /** What each end has sent, in order. */
  final List<byte[]> fromClient = new CopyOnWriteArrayList<>();

  final List<byte[]> fromServer = new CopyOnWriteArrayList<>();

  /** Null drops a datagram. */
  volatile UnaryOperator<byte[]> clientFilter = UnaryOperator.identity();

  volatile UnaryOperator<byte[]> serverFilter = UnaryOperator.identity();

  UdpRelay(int serverPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    toClient = new DatagramSocket(new InetSocketAddress(loopback, 0));
    toServer = new DatagramSocket(new InetSocketAddress(loopback, 0));
    server = new InetSocketAddress(loopback, serverPort);
    start(toClient, true);
    start(toServer, false);
  }

  /** Where a client finds the relay. */
  int port() {
    return toClient.getLocalPort();
  }

  private void start(DatagramSocket socket, boolean fromTheClient) {
    Thread thread = new Thread(() -> relay(socket, fromTheClient), "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void relay(DatagramSocket socket, boolean fromTheClient) {
    byte[] buffer = new byte[65_535];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] octets = Arrays.copyOf(buffer, packet.getLength());
        if (fromTheClient) {
          client = packet.getSocketAddress();
          fromClient.add(octets);
          forward(clientFilter.apply(octets), true);
        } else {
          fromServer.add(octets);
          forward(serverFilter.apply(octets), false);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void forward(byte[] octets, boolean fromTheClient) {
    if (octets != null) {
      if (fromTheClient) {
        sendToServer(octets);
      } else {
        sendToClient(octets);
      }
    }
  }

  void sendToServer(byte[] octets) {
    send(toServer, octets, server);
  }

  void sendToClient(byte[] octets) {
    send(toClient, octets, client);
  }

  private static void send(DatagramSocket socket, byte[] octets, SocketAddress to) {
    try {
      socket.send(new DatagramPacket(octets, octets.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    toClient.close();
    toServer.close();
  }
}
