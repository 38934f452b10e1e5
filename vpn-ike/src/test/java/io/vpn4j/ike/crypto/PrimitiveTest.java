package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.model.wire.Octets;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrimitiveTest {
  /** Bouncy Castle's, noting what it is asked for. */
  private static final class Asked extends Provider {
    private static final long serialVersionUID = 1;

    private final transient Provider provider = new BouncyCastleProvider();
    private final transient Set<String> types = new TreeSet<>();

    Asked() {
      super("Asked", "1", "notes what it is asked for");
    }

    @Override
    public synchronized Service getService(String type, String algorithm) {
      types.add(type);
      Service service = provider.getService(type, algorithm);
      return service;
    }
  }

  private static Set<String> askedFor(java.util.function.Consumer<IkeCrypto> use) {
    Asked asked = new Asked();
    use.accept(new IkeCrypto(new SeededRandom(1), Optional.of(asked)));
    return asked.types;
  }

  @ParameterizedTest
  @EnumSource(Primitive.class)
  void asksTheGivenProviderFirst(Primitive primitive) {
    assertEquals(
        primitive == Primitive.ML_KEM ? Primitive.Source.BOUNCY_CASTLE : Primitive.Source.GIVEN,
        primitive.order().get(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"MODP_2048", "ECP_256", "BRAINPOOL_384", "CURVE25519", "CURVE448"})
  void givesEveryGroupToAGivenProvider(KeyExchangeMethod method) {
    assertTrue(
        askedFor(crypto -> KeyExchange.offer(crypto, method)).stream()
            .anyMatch(type -> type.equals("KeyAgreement") || type.equals("KeyPairGenerator")));
  }

  @ParameterizedTest
  @EnumSource(EncryptionAlgorithm.class)
  void givesEveryCipherToAGivenProvider(EncryptionAlgorithm encryption) {
    Suite suite =
        Suite.all().stream().filter(s -> s.encryption() == encryption).findFirst().orElseThrow();
    assertTrue(
        askedFor(crypto -> suite.cipher(crypto, 1).seal(Octets.EMPTY, new byte[3]))
            .contains("Cipher"));
  }

  @Test
  void givesAesMacsToAGivenProviderAsCiphers() {
    assertTrue(
        askedFor(crypto -> Prf.of(crypto, PrfAlgorithm.AES128_CMAC).apply(new byte[16]))
            .contains("Cipher"));
    assertTrue(
        askedFor(crypto -> Prf.of(crypto, PrfAlgorithm.HMAC_SHA2_256).apply(new byte[16]))
            .contains("Mac"));
  }

  /** The JDK has neither Brainpool curves nor AES-CCM nor short ICVs for AES-GCM. */
  @Test
  void passesOverAGivenProviderThatLacksThePrimitive() throws InvalidKeyExchangeException {
    for (String name : new String[] {"SunEC", "SunJCE"}) {
      IkeCrypto crypto =
          new IkeCrypto(new SeededRandom(1), Optional.of(java.security.Security.getProvider(name)));
      for (KeyExchangeMethod method :
          new KeyExchangeMethod[] {
            KeyExchangeMethod.BRAINPOOL_256,
            KeyExchangeMethod.CURVE448,
            KeyExchangeMethod.MODP_1024,
            KeyExchangeMethod.ML_KEM_512
          }) {
        KeyExchange.Offer offer = KeyExchange.offer(crypto, method);
        KeyExchange.Reply reply = KeyExchange.reply(crypto, method, offer.publicValue());
        assertEquals(
            Octets.of(reply.sharedSecret()), Octets.of(offer.complete(reply.publicValue())));
      }
      for (Suite suite : Suite.all()) {
        Octets body = suite.cipher(crypto, 1).seal(Octets.EMPTY, new byte[3]);
        assertFalse(suite.cipher(1).open(Octets.EMPTY, body).isEmpty(), suite.toString());
      }
    }
  }
}
