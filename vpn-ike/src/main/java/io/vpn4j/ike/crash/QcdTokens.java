package io.vpn4j.ike.crash;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** QCD_TOKEN: how it is made, carried and recognised (RFC 6290 sections 4.1 and 5.1). */
public final class QcdTokens {
  private static final int MIN_OCTETS = 16;
  private static final int MAX_OCTETS = 128;

  private QcdTokens() {}

  /**
   * The token of an IKE SA: nothing but the secret has to be kept to make it again.
   *
   * <p>The role of its maker is in it: whoever turns the Initiator flag of a message around, so
   * that the SPIs are looked for in the wrong place and not found, gets a token that is worth
   * nothing (section 9.2).
   *
   * @param secret of the maker; zeroed here
   * @param makerIsInitiator whether the maker began the IKE SA
   */
  public static NotifyPayload make(
      IkeCrypto crypto, byte[] secret, boolean makerIsInitiator, IkeSpi spiI, IkeSpi spiR) {
    byte[] token =
        Prf.of(crypto, PrfAlgorithm.HMAC_SHA2_256)
            .apply(
                secret,
                new byte[] {(byte) (makerIsInitiator ? 1 : 0)},
                ByteBuffer.allocate(16).putLong(spiI.value()).putLong(spiR.value()).array());
    Arrays.fill(secret, (byte) 0);
    return new NotifyPayload(
        ProtocolId.IKE, Octets.EMPTY, NotifyType.QUICK_CRASH_DETECTION, Octets.of(token));
  }

  /** The token among {@code payloads}, if there is one of a legal length. */
  public static Optional<Octets> in(List<Payload> payloads) {
    return tokens(payloads).stream().findFirst();
  }

  /**
   * Whether a message without protection shows that the peer has lost the IKE SA: it says so, and
   * one of its tokens is the one that the peer sent under protection (section 4.5).
   */
  public static boolean prove(List<Payload> payloads, Octets token) {
    return payloads.stream()
            .anyMatch(
                p ->
                    p instanceof NotifyPayload n
                        && n.notifyType().equals(NotifyType.INVALID_IKE_SPI))
        && tokens(payloads).stream()
            .anyMatch(t -> MessageDigest.isEqual(t.toByteArray(), token.toByteArray()));
  }

  private static List<Octets> tokens(List<Payload> payloads) {
    return payloads.stream()
        .filter(NotifyPayload.class::isInstance)
        .map(NotifyPayload.class::cast)
        .filter(n -> n.notifyType().equals(NotifyType.QUICK_CRASH_DETECTION))
        .map(NotifyPayload::data)
        .filter(t -> t.length() >= MIN_OCTETS && t.length() <= MAX_OCTETS)
        .toList();
  }
}
