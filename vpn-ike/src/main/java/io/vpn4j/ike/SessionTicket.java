package io.vpn4j.ike;

import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Destroyable;

/**
 * What an initiator keeps to resume a session without a key exchange (RFC 5723): a ticket of the
 * responder, which only that can read, and the secret that goes with it. Good once.
 *
 * <p>Comes with {@link IkeOutput.SessionTicketIssued} and goes into {@link
 * IkeConfig#sessionTicket()}. Holds SK_d of the IKE SA it was issued in: whoever steals it can pose
 * as this initiator until it expires. The owner destroys it when it is used or old.
 */
public final class SessionTicket implements Destroyable {
  private final Octets opaque;
  private final Instant expiresAt;
  private final IkeIdentity peer;
  private final EncryptionAlgorithm encryption;
  private final Optional<IntegrityAlgorithm> integrity;
  private final PrfAlgorithm prf;
  private final KeyExchangeMethod keyExchange;
  private final List<KeyExchangeMethod> additionalKeyExchange;
  private final byte[] skD;
  private boolean destroyed;

  /**
   * A ticket as a session makes it.
   *
   * @param opaque the responder's part
   * @param expiresAt when the responder will not take it any more
   * @param info the IKE SA that it was issued in
   * @param skD SK_d of that IKE SA; copied
   */
  public SessionTicket(Octets opaque, Instant expiresAt, IkeSaInfo info, byte[] skD) {
    this.opaque = opaque;
    this.expiresAt = expiresAt;
    this.peer = info.peerIdentity();
    this.encryption = info.encryption();
    this.integrity = info.integrity();
    this.prf = info.prf();
    this.keyExchange = info.keyExchange();
    this.additionalKeyExchange = info.additionalKeyExchange();
    this.skD = skD.clone();
  }

  /** The responder's part, as it goes over the wire. */
  public Octets opaque() {
    return opaque;
  }

  /** When the responder will not take it any more. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** Whom it resumes a session with. */
  public IkeIdentity peer() {
    return peer;
  }

  /** The cipher of the IKE SA. */
  public EncryptionAlgorithm encryption() {
    return encryption;
  }

  /** The integrity algorithm of the IKE SA; none with an AEAD cipher. */
  public Optional<IntegrityAlgorithm> integrity() {
    return integrity;
  }

  /** The pseudorandom function of the IKE SA. */
  public PrfAlgorithm prf() {
    return prf;
  }

  /** The group that the IKE SA began with. */
  public KeyExchangeMethod keyExchange() {
    return keyExchange;
  }

  /** What else the IKE SA began with. */
  public List<KeyExchangeMethod> additionalKeyExchange() {
    return additionalKeyExchange;
  }

  /**
   * A copy of SK_d, which the caller zeroes.
   *
   * @throws IllegalStateException after {@link #destroy()}
   */
  public byte[] skD(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    if (destroyed) {
      throw new IllegalStateException("the ticket is destroyed");
    }
    return skD.clone();
  }

  /** Zeroes the secret; the ticket is no good any more. */
  @Override
  public void destroy() {
    Arrays.fill(skD, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Whose and until when; no secret. */
  @Override
  public String toString() {
    return "SessionTicket[" + peer + " until " + expiresAt + ", redacted]";
  }
}
