package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From shared secret and nonces to the keys of IKE SAs and Child SAs.
 *
 * <p>Nonces are taken as they are; that a peer's nonce has 16 to 256 octets (RFC 7296 section 3.9)
 * is for whoever reads the payload to check. Arguments are not kept and not zeroed.
 */
public final class KeySchedule {
  private KeySchedule() {}

  /**
   * The keys of a first IKE SA.
   *
   * <p>{@code SKEYSEED = prf(Ni | Nr, g^ir)}; {@code SK_d | SK_ai | SK_ar | SK_ei | SK_er | SK_pi |
   * SK_pr = prf+(SKEYSEED, Ni | Nr | SPIi | SPIr)}.
   *
   * @param prf the negotiated PRF
   * @param encryption fixes the length of SK_ei and SK_er
   * @param integrity fixes the length of SK_ai and SK_ar; empty with AEAD and only then
   * @param sharedSecret g^ir, left-padded to the group length
   * @return owned by the caller, who destroys it
   * @throws IllegalArgumentException if {@code integrity} does not go with {@code encryption}
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.14">RFC 7296 section 2.14</a>
   */
  public static SkKeys derive(
      Prf prf,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      byte[] sharedSecret,
      byte[] ni,
      byte[] nr,
      IkeSpi spiI,
      IkeSpi spiR) {
    byte[] skeyseed = skeyseed(prf, sharedSecret, ni, nr);
    return expand(prf, encryption, integrity, skeyseed, ni, nr, spiI, spiR);
  }

  /**
   * The keys of an IKE SA that replaces another one.
   *
   * <p>{@code SKEYSEED = prf(SK_d (old), g^ir (new) | Ni | Nr)} with the PRF of the old SA; the
   * rest as for a first SA, with the PRF, the nonces and the SPIs of the new one.
   *
   * @param oldPrf the PRF of the SA that is replaced
   * @param oldSkD the SK_d of the SA that is replaced
   * @param prf the PRF of the new SA
   * @param sharedSecret g^ir of the new exchange, left-padded to the group length
   * @return owned by the caller, who destroys it
   * @throws IllegalArgumentException if {@code integrity} does not go with {@code encryption}
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.18">RFC 7296 section 2.18</a>
   */
  public static SkKeys derive(
      Prf oldPrf,
      byte[] oldSkD,
      Prf prf,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      byte[] sharedSecret,
      byte[] ni,
      byte[] nr,
      IkeSpi spiI,
      IkeSpi spiR) {
    byte[] skeyseed = rekeySkeyseed(oldPrf, oldSkD, sharedSecret, ni, nr);
    return expand(prf, encryption, integrity, skeyseed, ni, nr, spiI, spiR);
  }

  /**
   * {@code KEYMAT = prf+(SK_d, [g^ir (new) |] Ni | Nr)}: the keys of one Child SA, those of the
   * initiator's direction first, in each direction encryption before integrity.
   *
   * @param prf the PRF of the IKE SA
   * @param sharedSecret g^ir of an exchange made for this Child SA, left-padded; empty if none was
   * @param ni the nonce of this exchange's initiator (for the first Child SA: of IKE_SA_INIT)
   * @param octets how much is wanted, for both directions together
   * @return owned by the caller, who zeroes it
   * @throws IllegalArgumentException if {@code octets} is more than prf+ can give
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.17">RFC 7296 section 2.17</a>
   */
  public static byte[] childKeymat(
      Prf prf, byte[] skD, Optional<byte[]> sharedSecret, byte[] ni, byte[] nr, int octets) {
    byte[] seed = concat(sharedSecret.orElse(new byte[0]), ni, nr);
    byte[] keymat = prf.plus(skD, seed, octets);
    Arrays.fill(seed, (byte) 0);
    return keymat;
  }

  /**
   * The keys of an IKE SA that replaces another one, after additional key exchanges.
   *
   * <p>{@code SKEYSEED = prf(SK_d (old), SK(0) | Ni | Nr | SK(1) | ... | SK(n))}; the rest as
   * without them. With one secret this is {@link #derive(Prf, byte[], Prf, EncryptionAlgorithm,
   * Optional, byte[], byte[], byte[], IkeSpi, IkeSpi)}.
   *
   * @param secrets SK(0) of CREATE_CHILD_SA, then those of IKE_FOLLOWUP_KE in order
   * @return owned by the caller, who destroys it
   * @throws IllegalArgumentException if {@code secrets} is empty, or {@code integrity} does not go
   *     with {@code encryption}
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9370#section-2.2.4">RFC 9370 section 2.2.4</a>
   */
  public static SkKeys derive(
      Prf oldPrf,
      byte[] oldSkD,
      Prf prf,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      List<byte[]> secrets,
      byte[] ni,
      byte[] nr,
      IkeSpi spiI,
      IkeSpi spiR) {
    byte[] seed = followed(secrets, ni, nr);
    byte[] skeyseed = oldPrf.apply(oldSkD, seed);
    Arrays.fill(seed, (byte) 0);
    return expand(prf, encryption, integrity, skeyseed, ni, nr, spiI, spiR);
  }

  /**
   * {@code KEYMAT = prf+(SK_d, SK(0) | Ni | Nr | SK(1) | ... | SK(n))}: the keys of one Child SA
   * after additional key exchanges.
   *
   * @param secrets SK(0) of CREATE_CHILD_SA, then those of IKE_FOLLOWUP_KE in order
   * @return owned by the caller, who zeroes it
   * @throws IllegalArgumentException if {@code secrets} is empty, or {@code octets} is more than
   *     prf+ can give
   * @see #childKeymat(Prf, byte[], Optional, byte[], byte[], int)
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9370#section-2.2.4">RFC 9370 section 2.2.4</a>
   */
  public static byte[] childKeymat(
      Prf prf, byte[] skD, List<byte[]> secrets, byte[] ni, byte[] nr, int octets) {
    byte[] seed = followed(secrets, ni, nr);
    byte[] keymat = prf.plus(skD, seed, octets);
    Arrays.fill(seed, (byte) 0);
    return keymat;
  }

  /** {@code SK(0) | Ni | Nr | SK(1) | ... | SK(n)}. */
  private static byte[] followed(List<byte[]> secrets, byte[] ni, byte[] nr) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("secrets is empty; SK(0) at least is wanted");
    }
    List<byte[]> parts = new ArrayList<>(secrets);
    parts.addAll(1, List.of(ni, nr));
    return concat(parts.toArray(byte[][]::new));
  }

  /**
   * {@code SKEYSEED = prf(Ni | Nr, g^ir)}; of a PRF with a key of fixed length in the eyes of RFC
   * 7296 section 2.14 only the first 64 bits of Ni and of Nr, although RFC 4434 and RFC 4615 would
   * take all.
   */
  static byte[] skeyseed(Prf prf, byte[] sharedSecret, byte[] ni, byte[] nr) {
    return switch (prf.algorithm()) {
      case HMAC_SHA1, HMAC_SHA2_256, HMAC_SHA2_384, HMAC_SHA2_512 ->
          prf.apply(concat(ni, nr), sharedSecret);
      case AES128_XCBC, AES128_CMAC ->
          prf.apply(concat(half(prf, ni), half(prf, nr)), sharedSecret);
    };
  }

  private static byte[] half(Prf prf, byte[] nonce) {
    return Arrays.copyOf(nonce, prf.keyOctets() / 2);
  }

  /** {@code SKEYSEED = prf(SK_d (old), g^ir (new) | Ni | Nr)}. */
  static byte[] rekeySkeyseed(
      Prf oldPrf, byte[] oldSkD, byte[] sharedSecret, byte[] ni, byte[] nr) {
    return oldPrf.apply(oldSkD, sharedSecret, ni, nr);
  }

  /**
   * The keys of an IKE SA that resumes another one by ticket.
   *
   * <p>{@code SKEYSEED = prf(SK_d (old), "Resumption" | Ni | Nr)}; the rest as for a first SA, with
   * the nonces and SPIs of IKE_SESSION_RESUME.
   *
   * @param prf the PRF of both SAs
   * @param oldSkD the SK_d of the SA that the ticket was issued in
   * @return owned by the caller, who destroys it
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5723#section-5.1">RFC 5723 section 5.1</a>
   */
  public static SkKeys resume(
      Prf prf,
      byte[] oldSkD,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      byte[] ni,
      byte[] nr,
      IkeSpi spiI,
      IkeSpi spiR) {
    byte[] label = "Resumption".getBytes(StandardCharsets.US_ASCII);
    byte[] skeyseed = prf.apply(oldSkD, label, ni, nr);
    return expand(prf, encryption, integrity, skeyseed, ni, nr, spiI, spiR);
  }

  /** Zeroes {@code skeyseed}. */
  private static SkKeys expand(
      Prf prf,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      byte[] skeyseed,
      byte[] ni,
      byte[] nr,
      IkeSpi spiI,
      IkeSpi spiR) {
    int prfOctets = prf.keyOctets();
    int integrityOctets = Suites.integrityKeyOctets(encryption, integrity);
    int encryptionOctets = encryption.keymatOctets();
    byte[] seed = concat(ni, nr, octets(spiI), octets(spiR));
    byte[] material =
        prf.plus(skeyseed, seed, 3 * prfOctets + 2 * integrityOctets + 2 * encryptionOctets);
    Arrays.fill(skeyseed, (byte) 0);
    return SkKeys.cut(material, prfOctets, integrityOctets, encryptionOctets);
  }

  private static byte[] octets(IkeSpi spi) {
    return ByteBuffer.allocate(Long.BYTES).putLong(spi.value()).array();
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
