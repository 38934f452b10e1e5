package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.testing.SharedData;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ML-KEM, with the randomness of a vector given to {@link KeyExchange} as its random source. */
class MlKemVectorsTest {
  private static KeyExchangeMethod method(String parameterSet) {
    return KeyExchangeMethod.valueOf(parameterSet.replace('-', '_'));
  }

  /** Gives {@code octets} out, once and in order. */
  private static IkeCrypto drawing(byte[] octets) {
    return IkeCrypto.of(
        new SecureRandom() {
          private static final long serialVersionUID = 1;
          private int at;

          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(octets, at, bytes, 0, bytes.length);
            at += bytes.length;
          }
        });
  }

  private static byte[] hex(JsonNode node, String name) {
    return Captured.hex(node.path(name));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"ML_KEM_768, 768, 55", "ML_KEM_1024, 1024, 55"})
  void agreesWithWycheproofOnKeys(KeyExchangeMethod method, int size, int floor) {
    int checked = 0;
    String file = "crypto/wycheproof/mlkem_" + size + "_keygen_seed_test.json.gz";
    for (JsonNode group : SharedData.json(file).path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        KeyExchange.Offer offer = KeyExchange.offer(drawing(hex(v, "seed")), method);
        assertEquals("valid", v.path("result").asText());
        assertArrayEquals(hex(v, "ek"), offer.publicValue(), "tcId " + v.path("tcId"));
        checked++;
      }
    }
    assertTrue(checked >= floor, checked + " keys");
  }

  @ParameterizedTest
  @CsvSource({"ML_KEM_512, 512, 70, 70", "ML_KEM_768, 768, 75, 75", "ML_KEM_1024, 1024, 70, 70"})
  void agreesWithWycheproofOnEncapsulation(
      KeyExchangeMethod method, int size, int agreedFloor, int refusedFloor)
      throws InvalidKeyExchangeException {
    int agreed = 0;
    int refused = 0;
    String file = "crypto/wycheproof/mlkem_" + size + "_encaps_test.json.gz";
    for (JsonNode group : SharedData.json(file).path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        String id = "tcId " + v.path("tcId");
        byte[] ek = hex(v, "ek");
        IkeCrypto crypto = drawing(hex(v, "m"));
        if (v.path("result").asText().equals("valid")) {
          KeyExchange.Reply reply = KeyExchange.reply(crypto, method, ek);
          assertArrayEquals(hex(v, "c"), reply.publicValue(), id);
          assertArrayEquals(hex(v, "K"), reply.sharedSecret(), id);
          agreed++;
        } else {
          assertThrows(
              InvalidKeyExchangeException.class, () -> KeyExchange.reply(crypto, method, ek), id);
          refused++;
        }
      }
    }
    assertTrue(agreed >= agreedFloor && refused >= refusedFloor, agreed + " and " + refused);
  }

  @ParameterizedTest
  @CsvSource({"ML_KEM_512, 512", "ML_KEM_768, 768", "ML_KEM_1024, 1024"})
  void agreesWithWycheproofOnDecapsulation(KeyExchangeMethod method, int size)
      throws InvalidKeyExchangeException {
    int agreed = 0;
    int refused = 0;
    String file = "crypto/wycheproof/mlkem_" + size + "_test.json.gz";
    for (JsonNode group : SharedData.json(file).path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        String id = "tcId " + v.path("tcId") + " " + v.path("comment");
        byte[] seed = hex(v, "seed");
        byte[] c = hex(v, "c");
        if (v.path("result").asText().equals("valid")) {
          KeyExchange.Offer offer = KeyExchange.offer(drawing(seed), method);
          assertArrayEquals(hex(v, "ek"), offer.publicValue(), id);
          assertArrayEquals(hex(v, "K"), offer.complete(c), id);
          agreed++;
        } else if (seed.length == MlKem.SEED_OCTETS) {
          KeyExchange.Offer offer = KeyExchange.offer(drawing(seed), method);
          assertThrows(InvalidKeyExchangeException.class, () -> offer.complete(c), id);
          refused++;
        }
      }
    }
    assertTrue(agreed >= 85 && refused >= 10, agreed + " and " + refused);
  }

  @Test
  void agreesWithNistOnKeys() {
    Map<KeyExchangeMethod, Integer> checked = new EnumMap<>(KeyExchangeMethod.class);
    for (JsonNode group :
        SharedData.json("crypto/nist-acvp/ML-KEM-keyGen-FIPS203.json.gz").path("testGroups")) {
      KeyExchangeMethod method = method(group.path("parameterSet").asText());
      for (JsonNode v : group.path("tests")) {
        byte[] seed = concat(hex(v, "d"), hex(v, "z"));
        assertArrayEquals(
            hex(v, "ek"),
            KeyExchange.offer(drawing(seed), method).publicValue(),
            "tcId " + v.path("tcId"));
        checked.merge(method, 1, Integer::sum);
      }
    }
    assertEquals(3, checked.size());
    assertTrue(checked.values().stream().allMatch(count -> count >= 15), checked.toString());
  }

  @Test
  void agreesWithNistOnEncapsulationAndDecapsulation() throws InvalidKeyExchangeException {
    int encapsulated = 0;
    int decapsulated = 0;
    int good = 0;
    int bad = 0;
    for (JsonNode group :
        SharedData.json("crypto/nist-acvp/ML-KEM-encapDecap-FIPS203.json.gz").path("testGroups")) {
      MlKem kem = MlKem.of(method(group.path("parameterSet").asText()));
      for (JsonNode v : group.path("tests")) {
        String id = "tcId " + v.path("tcId") + " " + v.path("reason");
        switch (group.path("function").asText()) {
          case "encapsulation" -> {
            KeyExchange.Reply reply = kem.reply(drawing(hex(v, "m")), hex(v, "ek"));
            assertArrayEquals(hex(v, "c"), reply.publicValue(), id);
            assertArrayEquals(hex(v, "k"), reply.sharedSecret(), id);
            encapsulated++;
          }
          case "decapsulation" -> {
            // A modified ciphertext has a secret too, that of implicit rejection.
            assertArrayEquals(hex(v, "k"), kem.decapsulate(hex(v, "dk"), hex(v, "c")), id);
            decapsulated++;
          }
          case "encapsulationKeyCheck" -> {
            if (v.path("testPassed").asBoolean()) {
              kem.check(hex(v, "ek"));
              good++;
            } else {
              var e =
                  assertThrows(
                      InvalidKeyExchangeException.class, () -> kem.check(hex(v, "ek")), id);
              assertEquals(InvalidKeyExchangeException.Reason.OUT_OF_RANGE, e.reason(), id);
              bad++;
            }
          }
          case "decapsulationKeyCheck" -> {
            // A decapsulation key never comes from elsewhere: it is made from a seed here.
          }
          default -> throw new AssertionError(group.path("function"));
        }
      }
    }
    assertTrue(encapsulated >= 45 && decapsulated >= 18, encapsulated + " and " + decapsulated);
    assertTrue(good >= 5 && bad >= 5, good + " good and " + bad + " bad keys");
  }

  /** The known answers of liboqs, whose randomness is the generator of NIST's KAT programs. */
  @Test
  void agreesWithStrongSwan() throws InvalidKeyExchangeException {
    int checked = 0;
    for (JsonNode v : SharedData.json("crypto/strongswan/ml_kem.json").path("vectors")) {
      KeyExchangeMethod method = KeyExchangeMethod.valueOf(v.path("method").asText());
      IkeCrypto crypto = IkeCrypto.of(new KnownAnswerRandom(hex(v, "seed")));
      KeyExchange.Offer offer = KeyExchange.offer(crypto, method);
      String name = v.path("name").asText();
      assertArrayEquals(hex(v, "pub_i"), offer.publicValue(), name);
      KeyExchange.Reply reply = KeyExchange.reply(crypto, method, offer.publicValue());
      assertArrayEquals(hex(v, "pub_r"), reply.publicValue(), name);
      assertArrayEquals(hex(v, "shared"), reply.sharedSecret(), name);
      assertArrayEquals(hex(v, "shared"), offer.complete(reply.publicValue()), name);
      checked++;
    }
    assertTrue(checked >= 8, checked + " vectors");
  }

  /** CTR_DRBG with AES-256 and without derivation function (NIST SP 800-90A section 10.2.1). */
  private static final class KnownAnswerRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] key = new byte[32];
    private final byte[] counter = new byte[16];

    KnownAnswerRandom(byte[] seed) {
      update(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(generate(bytes.length), 0, bytes, 0, bytes.length);
      update(new byte[48]);
    }

    private void update(byte[] data) {
      byte[] fresh = generate(48);
      for (int i = 0; i < fresh.length; i++) {
        fresh[i] ^= data[i];
      }
      System.arraycopy(fresh, 0, key, 0, 32);
      System.arraycopy(fresh, 32, counter, 0, 16);
    }

    private byte[] generate(int octets) {
      var aes = AESEngine.newInstance();
      aes.init(true, new KeyParameter(key));
      byte[] output = new byte[octets];
      for (int at = 0; at < octets; at += 16) {
        for (int i = 15; i >= 0 && ++counter[i] == 0; i--) {
          // Carries.
        }
        aes.processBlock(counter, 0, output, at);
      }
      return output;
    }
  }

  /** One octet of the secret hangs on every octet of the ciphertext (implicit rejection). */
  @ParameterizedTest
  @CsvSource({"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void givesAnotherSecretForEveryChangedCiphertext(KeyExchangeMethod method)
      throws InvalidKeyExchangeException {
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(1), method);
    KeyExchange.Reply reply =
        KeyExchange.reply(SeededRandom.crypto(2), method, offer.publicValue());
    String right = HexFormat.of().formatHex(reply.sharedSecret());
    for (int at = 0; at < method.replyOctets(); at += 13) {
      byte[] changed = reply.publicValue();
      changed[at] ^= 1;
      String secret = HexFormat.of().formatHex(offer.complete(changed));
      assertTrue(!secret.equals(right), "octet " + at);
    }
  }

  /** 3329 in the low, then in the high coefficient of three octets, at both ends of the key. */
  @ParameterizedTest
  @CsvSource({"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void refusesCoefficientsFromTheModulusOn(KeyExchangeMethod method)
      throws InvalidKeyExchangeException {
    MlKem kem = MlKem.of(method);
    int last = method.offerOctets() - 32 - 3;
    for (int at : new int[] {0, last}) {
      byte[] low = new byte[method.offerOctets()];
      low[at] = 0x01;
      low[at + 1] = 0x0d;
      byte[] high = new byte[method.offerOctets()];
      high[at + 1] = 0x10;
      high[at + 2] = (byte) 0xd0;
      for (byte[] key : new byte[][] {low, high}) {
        var e = assertThrows(InvalidKeyExchangeException.class, () -> kem.check(key));
        assertEquals(InvalidKeyExchangeException.Reason.OUT_OF_RANGE, e.reason());
      }
      low[at] = 0x00;
      kem.check(low);
      high[at + 1] = 0x00;
      kem.check(high);
    }
    byte[] rho = new byte[method.offerOctets()];
    Arrays.fill(rho, method.offerOctets() - 32, method.offerOctets(), (byte) 0xff);
    kem.check(rho);
  }
}
