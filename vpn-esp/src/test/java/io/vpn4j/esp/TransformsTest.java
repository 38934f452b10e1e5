package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.wire.EspLayout;
import io.vpn4j.esp.wire.EspTransform;
import io.vpn4j.esp.wire.NonceSource;
import io.vpn4j.esp.wire.TransformFactory;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transform promises to an SA, whatever its suite. */
class TransformsTest {
  private static final int SPI = 0x1234;
  private static final byte[] INNER = EspFixtures.octets(5000, 3);

  static Stream<EspSuite> suites() {
    return Stream.concat(EspSuite.all().stream(), EspSuite.dangerouslyUnencrypted().stream());
  }

  private static EspTransform transform(EspSuite suite, int opmode, boolean extended)
      throws GeneralSecurityException {
    byte[] keymat = EspFixtures.keymat(suite, 4);
    int border = suite.encryption().keymatOctets();
    byte[] encryptionKey = Arrays.copyOf(keymat, border);
    byte[] integrityKey = Arrays.copyOfRange(keymat, border, keymat.length);
    EspTransform transform =
        Transforms.create(
            suite,
            encryptionKey,
            integrityKey,
            new TransformFactory(opmode, extended, NonceSource.SEQUENCE_NUMBER, null));
    Arrays.fill(encryptionKey, (byte) 0); // it has copies
    Arrays.fill(integrityKey, (byte) 0);
    return transform;
  }

  private static byte[] sealed(EspSuite suite, boolean extended, long sequenceNumber)
      throws GeneralSecurityException {
    byte[] packet = new byte[suite.encodedLength(INNER.length)];
    transform(suite, Cipher.ENCRYPT_MODE, extended)
        .protect(SPI, sequenceNumber, INNER, 0, INNER.length, 4, packet, 0);
    return packet;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void hasTheLengthsOfItsSuite(EspSuite suite) throws GeneralSecurityException {
    EspTransform transform = transform(suite, Cipher.ENCRYPT_MODE, false);
    assertEquals(suite.ivOctets(), transform.ivOctets());
    assertEquals(suite.icvOctets(), transform.icvOctets());
    assertEquals(suite.alignmentOctets(), transform.alignment());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void worksInPlaceAndLeavesTheOctetsAround(EspSuite suite) throws GeneralSecurityException {
    byte[] expected = sealed(suite, false, 7);
    int before = 5;
    byte[] array = EspFixtures.octets(before + expected.length + 9, 6);
    byte[] original = array.clone();
    int payloadAt = before + EspLayout.HEADER_OCTETS + suite.ivOctets();
    System.arraycopy(INNER, 0, array, payloadAt, INNER.length);

    transform(suite, Cipher.ENCRYPT_MODE, false)
        .protect(SPI, 7, array, payloadAt, INNER.length, 4, array, before);
    int end = before + expected.length;
    assertArrayEquals(expected, Arrays.copyOfRange(array, before, end));
    assertTrue(
        transform(suite, Cipher.DECRYPT_MODE, false)
            .unprotect(7, array, before, expected.length, array, payloadAt));
    assertArrayEquals(INNER, Arrays.copyOfRange(array, payloadAt, payloadAt + INNER.length));
    assertArrayEquals(Arrays.copyOf(original, before), Arrays.copyOf(array, before));
    assertArrayEquals(
        Arrays.copyOfRange(original, end, original.length),
        Arrays.copyOfRange(array, end, array.length));
  }

  /** What passes through a scratch array does so in pieces of 2048 octets. */
  @ParameterizedTest
  @ValueSource(strings = {"AES_GCM_8_128", "AES_CCM_16_128", "AES_CTR_128/AES_CMAC_96"})
  void hasNoSeamWhereAPieceEnds(String name) throws GeneralSecurityException {
    EspSuite suite = suites().filter(s -> s.toString().equals(name)).findFirst().orElseThrow();
    EspTransform out = transform(suite, Cipher.ENCRYPT_MODE, false);
    EspTransform in = transform(suite, Cipher.DECRYPT_MODE, false);
    BouncyEsp peer = new BouncyEsp(suite, EspFixtures.keymat(suite, 4), false);
    for (int octets = 1980; octets < 2180; octets++) {
      byte[] inner = Arrays.copyOf(INNER, octets);
      byte[] packet = new byte[suite.encodedLength(octets)];
      out.protect(SPI, octets, inner, 0, octets, 4, packet, 0);
      assertArrayEquals(peer.packet(SPI, octets, inner, 4), packet);
      byte[] plain = new byte[packet.length];
      assertTrue(in.unprotect(octets, packet, 0, packet.length, plain, 0));
      assertArrayEquals(inner, Arrays.copyOf(plain, octets));
    }
  }

  /** RFC 4303 section 2.2.1, RFC 8750 section 4. */
  @ParameterizedTest
  @MethodSource("suites")
  void theHighHalfCountsOnlyWithExtendedSequenceNumbers(EspSuite suite)
      throws GeneralSecurityException {
    byte[] plain = new byte[INNER.length + suite.alignmentOctets() + 1];
    long otherHalf = 7 | 1L << 40;
    byte[] packet = sealed(suite, false, 7);
    assertTrue(
        transform(suite, Cipher.DECRYPT_MODE, false)
            .unprotect(otherHalf, packet, 0, packet.length, plain, 0));
    byte[] extended = sealed(suite, true, 7);
    EspTransform opening = transform(suite, Cipher.DECRYPT_MODE, true);
    assertFalse(opening.unprotect(otherHalf, extended, 0, extended.length, plain, 0));
    assertTrue(opening.unprotect(7, extended, 0, extended.length, plain, 0));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void leavesNoPlaintextOfAForgedPacket(EspSuite suite) throws GeneralSecurityException {
    byte[] packet = sealed(suite, false, 7);
    packet[packet.length - 1] ^= 1;
    byte[] plain = new byte[packet.length];
    assertFalse(
        transform(suite, Cipher.DECRYPT_MODE, false)
            .unprotect(7, packet, 0, packet.length, plain, 0));
    assertArrayEquals(new byte[packet.length], plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE})
  void erasesItsKeys(int opmode) throws GeneralSecurityException {
    for (EspSuite suite : suites().toList()) {
      EspTransform transform = transform(suite, opmode, true);
      assertFalse(transform.isErased(), suite::toString);
      byte[] packet = sealed(suite, true, 7);
      if (opmode == Cipher.ENCRYPT_MODE) {
        transform.protect(SPI, 7, INNER, 0, INNER.length, 4, packet, 0);
      } else {
        assertTrue(transform.unprotect(7, packet, 0, packet.length, new byte[packet.length], 0));
      }
      transform.destroy();
      assertTrue(transform.isErased(), suite::toString);
    }
  }
}
