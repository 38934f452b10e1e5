package io.vpn4j.ike;

import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cookies that prove that a peer receives at the address it sends from, without keeping anything
 * for it (RFC 7296 section 2.6).
 *
 * <p>A cookie is the number of a secret and an HMAC-SHA-256 under it of nonce, address and SPI of
 * the initiator. The secret changes every minute, and the one before it is still good, so a cookie
 * lives for one to two minutes.
 */
final class StatelessCookies {
  private static final int SECRET_OCTETS = 32;
  private static final Duration SECRET_LIFE = Duration.ofMinutes(1);

  /** The longest that a cookie can be good. */
  static final Duration LIFE = SECRET_LIFE.multipliedBy(2);

  private final IkeCrypto crypto;
  private final Prf prf;
  private Optional<Secret> current = Optional.empty();
  private Optional<Secret> previous = Optional.empty();

  /** Not a record: that would print the key. */
  private static final class Secret {
    private final int number;
    private final byte[] key;
    private final Instant until;

    Secret(int number, byte[] key, Instant until) {
      this.number = number;
      this.key = key;
      this.until = until;
    }
  }

  StatelessCookies(IkeCrypto crypto) {
    this.crypto = crypto;
    this.prf = Prf.of(crypto, PrfAlgorithm.HMAC_SHA2_256);
  }

  /** The cookie to send to {@code peer}. */
  Octets cookie(Instant now, IpAddress peer, IkeSpi initiatorSpi, Octets nonce) {
    return cookie(secret(now), peer, initiatorSpi, nonce);
  }

  /** Whether {@code cookie} was sent to this peer for this nonce and SPI, not too long ago. */
  boolean accepts(Instant now, IpAddress peer, IkeSpi initiatorSpi, Octets nonce, Octets cookie) {
    Secret latest = secret(now);
    if (cookie.isEmpty()) {
      return false;
    }
    Optional<Secret> named =
        cookie.u8(0) == latest.number
            ? Optional.of(latest)
            : previous.filter(p -> p.number == cookie.u8(0));
    return named
        .map(
            secret ->
                MessageDigest.isEqual(
                    cookie(secret, peer, initiatorSpi, nonce).toByteArray(), cookie.toByteArray()))
        .orElse(false);
  }

  private Secret secret(Instant now) {
    if (current.isEmpty() || !now.isBefore(current.get().until)) {
      byte[] key = new byte[SECRET_OCTETS];
      crypto.random().nextBytes(key);
      boolean justOver = current.filter(c -> now.isBefore(c.until.plus(SECRET_LIFE))).isPresent();
      previous = justOver ? current : Optional.empty();
      int number = current.map(c -> (c.number + 1) & 0xff).orElse(0);
      current = Optional.of(new Secret(number, key, now.plus(SECRET_LIFE)));
    }
    return current.get();
  }

  private Octets cookie(Secret secret, IpAddress peer, IkeSpi initiatorSpi, Octets nonce) {
    byte[] mac =
        prf.apply(
            secret.key,
            // Its length goes before what varies in length, so that no two inputs are one string.
            new byte[] {(byte) peer.bits()},
            peer.toOctets(),
            ByteBuffer.allocate(8).putLong(0, initiatorSpi.value()).array(),
            nonce.toByteArray());
    return Octets.concat(Octets.of((byte) secret.number), Octets.of(mac));
  }
}
