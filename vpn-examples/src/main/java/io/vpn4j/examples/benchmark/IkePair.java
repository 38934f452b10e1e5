package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
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

  /** One pair of sessions, with what they send to each other. */
  static final class Established {
    private final IkeSession initiator;
    private final IkeSession responder;
    private final Deque<IkeOutput.Transmit> network = new ArrayDeque<>();
    private EspSpi childSpi = new EspSpi(0x100);
    private Instant now = Instant.EPOCH;

    private Established(IkeSession initiator, IkeSession responder) {
      this.initiator = initiator;
      this.responder = responder;
    }

    IkeSession initiator() {
      return initiator;
    }

    IkeSession responder() {
      return responder;
    }

    /** The initiator's inbound SPI of the newest Child SA. */
    EspSpi childSpi() {
      return childSpi;
    }

    /**
     * Gives a command to the initiator and delivers until both are silent, a millisecond later.
     *
     * @return how many Child SAs came up and IKE SAs were replaced, at both ends together
     */
    int command(IkeCommand command) {
      now = now.plusMillis(1);
      int done = give(initiator, new IkeInput.Command(now, command));
      while (!network.isEmpty()) {
        IkeOutput.Transmit sent = network.poll();
        IkeSession receiver = sent.path().equals(PATH) ? responder : initiator;
        done += give(receiver, new IkeInput.Datagram(now, sent.path().reversed(), sent.octets()));
      }
      return done;
    }

    private int give(IkeSession session, IkeInput input) {
      int done = 0;
      for (IkeOutput output : session.handle(input).outputs()) {
        if (output instanceof IkeOutput.Transmit transmit) {
          network.add(transmit);
        } else if (output instanceof IkeOutput.ChildSaUp up) {
          up.child().keys().destroy();
          if (session == initiator) {
            childSpi = up.child().inboundSpi();
          }
          done++;
        } else if (output instanceof IkeOutput.IkeSaRekeyed) {
          done++;
        }
      }
      return done;
    }
  }

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
    Established pair =
        new Established(IkeSession.initiator(left, crypto), IkeSession.responder(right, crypto));
    if (pair.command(new IkeCommand.Initiate(PATH, PATH)) != 2
        || !pair.initiator.isEstablished()
        || !pair.responder.isEstablished()) {
      throw new IllegalStateException("no IKE SA with a Child SA at both ends");
    }
    return pair;
  }
}
