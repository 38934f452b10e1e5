package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** RFC 7296 section 2.6. */
class StatelessCookiesTest {
  private static final Instant NOW = SimulatedLink.START;
  private static final IpAddress PEER = IpAddress.of("192.0.2.1");
  private static final IkeSpi SPI = new IkeSpi(7);
  private static final Octets NONCE = Octets.of(new byte[16]);

  private final StatelessCookies cookies =
      new StatelessCookies(IkeCrypto.of(new SeededSecureRandom(1)));
  private final Octets cookie = cookies.cookie(NOW, PEER, SPI, NONCE);

  @Test
  @Requirement("RFC7296-2.6-6")
  void fitsTheLimitOfTheRfc() {
    assertTrue(cookie.length() >= 1 && cookie.length() <= 64);
    assertEquals(33, cookie.length());
  }

  @Test
  void acceptsWhatItGaveAndKeepsNothing() {
    assertTrue(cookies.accepts(NOW, PEER, SPI, NONCE, cookie));
    assertTrue(cookies.accepts(NOW, PEER, SPI, NONCE, cookie), "again: nothing is used up");
    assertEquals(cookie, cookies.cookie(NOW, PEER, SPI, NONCE));
  }

  @Test
  void isGoodForOnePeerOneSpiAndOneNonceOnly() {
    assertFalse(cookies.accepts(NOW, IpAddress.of("192.0.2.2"), SPI, NONCE, cookie));
    assertFalse(cookies.accepts(NOW, IpAddress.of("::c000:201"), SPI, NONCE, cookie));
    assertFalse(cookies.accepts(NOW, PEER, new IkeSpi(8), NONCE, cookie));
    assertFalse(cookies.accepts(NOW, PEER, SPI, Octets.of(new byte[17]), cookie));
  }

  @Test
  void refusesEveryBitFlipAndEveryLength() {
    byte[] octets = cookie.toByteArray();
    for (int bit = 0; bit < octets.length * 8; bit++) {
      byte[] flipped = octets.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(cookies.accepts(NOW, PEER, SPI, NONCE, Octets.of(flipped)));
    }
    for (int length = 0; length < octets.length; length++) {
      assertFalse(cookies.accepts(NOW, PEER, SPI, NONCE, cookie.slice(0, length)));
    }
    assertFalse(cookies.accepts(NOW, PEER, SPI, NONCE, Octets.concat(cookie, Octets.of((byte) 0))));
  }

  @Test
  void livesForOneToTwoMinutes() {
    Instant later = NOW.plus(Duration.ofSeconds(90));
    assertTrue(cookies.accepts(later, PEER, SPI, NONCE, cookie), "under the secret before");
    Octets fresh = cookies.cookie(later, PEER, SPI, NONCE);
    assertFalse(fresh.equals(cookie));
    Instant muchLater = later.plus(Duration.ofSeconds(61));
    assertFalse(cookies.accepts(muchLater, PEER, SPI, NONCE, cookie));
    assertTrue(cookies.accepts(muchLater, PEER, SPI, NONCE, fresh));
  }

  @Test
  void forgetsAfterALongSilence() {
    assertFalse(cookies.accepts(NOW.plus(Duration.ofHours(5)), PEER, SPI, NONCE, cookie));
  }

  @Test
  void isDifferentForEachResponder() {
    StatelessCookies other = new StatelessCookies(IkeCrypto.of(new SeededSecureRandom(2)));
    assertFalse(other.accepts(NOW, PEER, SPI, NONCE, cookie));
  }
}
