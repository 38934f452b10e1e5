package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSession;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Both ends of IKE SAs with a pre-shared key, AES-256-GCM and SHA-256, and no network between them:
 * each message of one end is the next input of the other.
 */
final class IkePair {
  private static final UdpPath PATH =
      new UdpPath(
          new UdpEndpoint(IpAddress.of("192.0.2.1"), 4500),
          new UdpEndpoint(IpAddress.of("198.51.100.1"), 4500));

  private final IkeCrypto crypto = IkeCrypto.of(new SecureRandom());
  private final IkeConfig left;
  private final IkeConfig right;

  /**
   * One pair of sessions that stand, with their Child SA.
   *
   * @param initiator the session that began
   * @param responder its peer
   */
  record Established(IkeSession initiator, IkeSession responder) {}

  IkePair(KeyExchangeCase keyExchange) {
    this.left = config("left", keyExchange);
    this.right = config("right", keyExchange);
  }

  static IkeConfig config(String name, KeyExchangeCase keyExchange) {
    return IkeConfig.builder()
        .name(name)
        .localIdentity(IkeIdentity.ofFqdn(name + ".example"))
        .preSharedKey(PreSharedKey.of("example_Key.1"))
        .ikeAlgorithms(keyExchange.algorithms())
        .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_256))
        // Thousands of IKE SAs that ask for signs of life are another benchmark.
        .timers(IkeTimers.DEFAULT.withLivenessInterval(Duration.ZERO))
        .build();
  }

  /** IKE_SA_INIT and IKE_AUTH, both ends of them. */
  Established handshake() {
    IkeSession initiator = IkeSession.initiator(left, crypto);
    IkeSession responder = IkeSession.responder(right, crypto);
    Instant now = Instant.EPOCH;
    Deque<IkeOutput.Transmit> network = new ArrayDeque<>();
    int children =
        give(initiator, new IkeInput.Command(now, new IkeCommand.Initiate(PATH, PATH)), network);
    while (!network.isEmpty()) {
      IkeOutput.Transmit sent = network.poll();
      IkeSession receiver = sent.path().equals(PATH) ? responder : initiator;
      children +=
          give(
              receiver, new IkeInput.Datagram(now, sent.path().reversed(), sent.octets()), network);
    }
    if (children != 2 || !initiator.isEstablished() || !responder.isEstablished()) {
      throw new IllegalStateException("no IKE SA with a Child SA at both ends");
    }
    return new Established(initiator, responder);
  }

  /** How many Child SAs came up. */
  private static int give(IkeSession session, IkeInput input, Deque<IkeOutput.Transmit> network) {
    int children = 0;
    for (IkeOutput output : session.handle(input).outputs()) {
      if (output instanceof IkeOutput.Transmit transmit) {
        network.add(transmit);
      } else if (output instanceof IkeOutput.ChildSaUp up) {
        up.child().keys().destroy();
        children++;
      }
    }
    return children;
  }
}
