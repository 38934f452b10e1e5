package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.testing.Requirement;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

class KeyExchangeProperties {
  @Provide
  Arbitrary<KeyExchangeMethod> methods() {
    return Arbitraries.of(KeyExchangeMethod.class);
  }

  /** A public value with some octets changed, so that tests beyond the length are reached. */
  @Provide
  Arbitrary<byte[]> deltas() {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(8);
  }

  @Property(tries = 60)
  void bothSidesAgree(@ForAll("methods") KeyExchangeMethod method, @ForAll long seed)
      throws InvalidKeyExchangeException {
    Statistics.label("method").collect(method);
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(seed), method);
    KeyExchange.Reply reply =
        KeyExchange.reply(SeededRandom.crypto(~seed), method, offer.publicValue());
    assertEquals(method.offerOctets(), offer.publicValue().length);
    assertEquals(method.replyOctets(), reply.publicValue().length);
    assertArrayEquals(reply.sharedSecret(), offer.complete(reply.publicValue()));
  }

  @Property(tries = 30)
  void equalRandomnessGivesEqualOctets(
      @ForAll("methods") KeyExchangeMethod method, @ForAll long seed)
      throws InvalidKeyExchangeException {
    byte[] first = KeyExchange.offer(SeededRandom.crypto(seed), method).publicValue();
    byte[] second = KeyExchange.offer(SeededRandom.crypto(seed), method).publicValue();
    assertArrayEquals(first, second);
    byte[] other = KeyExchange.offer(SeededRandom.crypto(seed + 1), method).publicValue();
    assertFalse(Arrays.equals(first, other));
  }

  /** Without a provider Bouncy Castle multiplies the generator in a way of its own. */
  @Property(tries = 50)
  void curve25519ValuesAreTheSameWithEveryProvider(@ForAll long seed) {
    Provider jdk = Security.getProvider("SunEC");
    byte[] without =
        KeyExchange.offer(SeededRandom.crypto(seed), KeyExchangeMethod.CURVE25519).publicValue();
    for (Provider provider : List.of(jdk, new BouncyCastleProvider())) {
      IkeCrypto crypto = new IkeCrypto(new SeededRandom(seed), Optional.of(provider));
      assertArrayEquals(
          without, KeyExchange.offer(crypto, KeyExchangeMethod.CURVE25519).publicValue());
    }
  }

  /** The draw after a key exchange is the same too: nothing but the session draws. */
  @Property(tries = 20)
  void drawsTheSameAmountEachTime(@ForAll("methods") KeyExchangeMethod method, @ForAll long seed) {
    var first = new SeededRandom(seed);
    var second = new SeededRandom(seed);
    KeyExchange.offer(IkeCrypto.of(first), method);
    KeyExchange.offer(IkeCrypto.of(second), method);
    assertEquals(first.nextLong(), second.nextLong());
  }

  @Property(tries = 60)
  @Requirement("RFC6989-2.5-2")
  void anyPeerValueIsUsedOrRefused(
      @ForAll("methods") KeyExchangeMethod method, @ForAll("deltas") byte[] delta) {
    byte[] value = KeyExchange.offer(SeededRandom.crypto(7), method).publicValue();
    for (int i = 0; i < delta.length; i++) {
      value[i * (value.length / 8)] ^= delta[i];
    }
    try {
      KeyExchange.Reply reply = KeyExchange.reply(SeededRandom.crypto(8), method, value);
      Statistics.label("result").collect("used");
      assertEquals(method.replyOctets(), reply.publicValue().length);
    } catch (InvalidKeyExchangeException e) {
      Statistics.label("result").collect(e.reason());
    }
  }
}
