package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.bouncycastle.crypto.InvalidCipherTextException;

class SkPayloadCipherProperties {
  @Provide
  Arbitrary<Suite> suites() {
    return Arbitraries.of(Suite.all());
  }

  @Provide
  Arbitrary<byte[]> inners() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(70),
        Arbitraries.bytes().array(byte[].class).ofMinSize(1000).ofMaxSize(4000));
  }

  @Provide
  Arbitrary<Octets> prefixes() {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(32).ofMaxSize(80).map(Octets::of);
  }

  @Provide
  Arbitrary<Octets> anything() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Octets::of);
  }

  @Property(tries = 500)
  void opensWhatItSealed(
      @ForAll("suites") Suite suite,
      @ForAll("prefixes") Octets prefix,
      @ForAll("inners") byte[] inner,
      @ForAll long seed) {
    SkPayloadCipher cipher = suite.cipher(seed);
    byte[] copy = inner.clone();
    Octets body = cipher.seal(prefix, inner);
    assertArrayEquals(copy, inner);
    assertEquals(cipher.bodyOctets(inner.length), body.length());
    assertArrayEquals(inner, suite.cipher(seed).open(prefix, body).orElseThrow());
  }

  /** Every length once, because of the edges of blocks. */
  @Property
  @Requirement("RFC7296-3.14-5")
  void bodyLengthIsMinimal(@ForAll("suites") Suite suite) {
    SkPayloadCipher cipher = suite.cipher(0);
    int fixed = suite.encryption().ivOctets() + suite.icvOctets();
    for (int inner = 0; inner < 100; inner++) {
      int ciphertext = cipher.bodyOctets(inner) - fixed;
      if (suite.encryption().mode() != EncryptionAlgorithm.Mode.CBC) {
        assertEquals(inner + 1, ciphertext);
      } else {
        assertEquals(0, ciphertext % 16);
        assertTrue(ciphertext > inner && ciphertext <= inner + 16);
      }
      assertEquals(cipher.bodyOctets(inner), cipher.seal(Octets.EMPTY, new byte[inner]).length());
    }
  }

  @Property(tries = 500)
  @Requirement({"RFC7296-3.14-7", "RFC5282-5.1-1"})
  void oneChangedBitIsNoticed(
      @ForAll("suites") Suite suite,
      @ForAll("prefixes") Octets prefix,
      @ForAll("inners") byte[] inner,
      @ForAll int position) {
    SkPayloadCipher cipher = suite.cipher(1);
    Octets body = cipher.seal(prefix, inner);
    byte[] message = Octets.concat(prefix, body).toByteArray();
    int bit = Math.floorMod(position, message.length * 8);
    message[bit / 8] ^= (byte) (1 << (bit % 8));
    Octets changed = Octets.of(message);
    int cut = prefix.length();
    assertTrue(cipher.open(changed.slice(0, cut), changed.slice(cut, message.length)).isEmpty());
  }

  @Property(tries = 500)
  void neverOpensWhatNobodySealed(
      @ForAll("suites") Suite suite,
      @ForAll("anything") Octets prefix,
      @ForAll("anything") Octets body) {
    assertTrue(suite.cipher(2).open(prefix, body).isEmpty());
  }

  @Property(tries = 200)
  @Requirement({"RFC7296-3.14-3", "RFC5282-3-1"})
  void sealsTheSameMessageDifferentlyEachTime(
      @ForAll("suites") Suite suite, @ForAll("inners") byte[] inner, @ForAll long seed) {
    SkPayloadCipher cipher = suite.cipher(seed);
    Octets first = cipher.seal(Octets.EMPTY, inner);
    Octets second = cipher.seal(Octets.EMPTY, inner);
    int iv = suite.encryption().ivOctets();
    assertNotEquals(first.slice(0, iv), second.slice(0, iv));
    SkPayloadCipher again = suite.cipher(seed);
    assertEquals(first, again.seal(Octets.EMPTY, inner));
    assertEquals(second, again.seal(Octets.EMPTY, inner));
  }

  /** Against Bouncy Castle's lightweight API, put together as the RFCs say and nothing shared. */
  @Property(tries = 500)
  void sealsAsAPlainConstructionDoes(
      @ForAll("suites") Suite suite,
      @ForAll("prefixes") Octets prefix,
      @ForAll("inners") byte[] inner,
      @ForAll long seed)
      throws InvalidCipherTextException {
    Octets body = suite.cipher(seed).seal(prefix, inner);
    int ivOctets = suite.encryption().ivOctets();
    byte[] iv = body.slice(0, ivOctets).toByteArray();
    int pad = body.length() - ivOctets - suite.icvOctets() - inner.length - 1;
    byte[] plaintext = Arrays.copyOf(inner, inner.length + pad + 1);
    plaintext[plaintext.length - 1] = (byte) pad;
    assertEquals(
        Octets.of(PlainConstruction.seal(suite, seed, prefix.toByteArray(), plaintext, iv)), body);
    Statistics.collect(suite.encryption().mode());
  }

  @Property(tries = 300)
  void macsAsAPlainConstructionDoes(
      @ForAll @Size(16) byte[] key, @ForAll("inners") byte[] message) {
    IkeCrypto crypto = SeededRandom.crypto(0);
    int cut = message.length / 3;
    byte[] first = Arrays.copyOf(message, cut);
    byte[] second = Arrays.copyOfRange(message, cut, message.length);
    assertArrayEquals(
        PlainConstruction.cmac(key, message), MacFunction.AES_CMAC.compute(crypto, key, message));
    assertArrayEquals(
        PlainConstruction.cmac(key, message),
        MacFunction.AES_CMAC.compute(crypto, key, first, new byte[0], second));
    assertArrayEquals(
        PlainConstruction.xcbc(key, message), MacFunction.AES_XCBC.compute(crypto, key, message));
    assertArrayEquals(
        PlainConstruction.xcbc(key, message),
        MacFunction.AES_XCBC.compute(crypto, key, first, second));
  }
}
