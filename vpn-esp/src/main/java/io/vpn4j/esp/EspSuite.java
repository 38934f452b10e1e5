package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The transforms of one SA, and the exact arithmetic of packet lengths under them.
 *
 * @param encryption the cipher
 * @param integrity the MAC; {@link EspIntegrity#NONE} if, and only if, the cipher authenticates
 *     itself
 */
public record EspSuite(EspEncryption encryption, EspIntegrity integrity) {
  /** AES-GCM with a 16-octet ICV and a key of 128 bits. */
  public static final EspSuite AES_GCM_16_128 =
      new EspSuite(EspEncryption.AES_GCM_16_128, EspIntegrity.NONE);

  /** AES-GCM with a 16-octet ICV and a key of 256 bits. */
  public static final EspSuite AES_GCM_16_256 =
      new EspSuite(EspEncryption.AES_GCM_16_256, EspIntegrity.NONE);

  private static final int IPV4_HEADER_OCTETS = 20;
  private static final int IPV6_HEADER_OCTETS = 40;
  private static final int UDP_HEADER_OCTETS = 8;
  private static final List<EspSuite> ALL = everyPair(true);
  private static final List<EspSuite> DANGEROUSLY_UNENCRYPTED = everyPair(false);

  /**
   * Checks that the two go together.
   *
   * @throws IllegalArgumentException if an AEAD comes with a MAC, or another cipher without
   */
  public EspSuite {
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(integrity, "integrity");
    if (encryption.isAead() != (integrity == EspIntegrity.NONE)) {
      throw new IllegalArgumentException(
          "integrity "
              + integrity
              + " with encryption "
              + encryption
              + (encryption.isAead() ? "; an AEAD takes NONE" : "; it needs one"));
    }
  }

  /** Every suite that encrypts. */
  public static List<EspSuite> all() {
    return ALL;
  }

  /**
   * Every suite that encrypts nothing: whoever sees the packets reads them, and only cannot change
   * them unnoticed.
   */
  public static List<EspSuite> dangerouslyUnencrypted() {
    return DANGEROUSLY_UNENCRYPTED;
  }

  /**
   * The suite of a negotiated proposal, by IANA numbers; only one that encrypts.
   *
   * @param encryptionTransformId transform type 1
   * @param keyBits its Key Length attribute, or what its key has where it takes none
   * @param integrityTransformId transform type 3; 0 if there was none
   * @return empty if there is no such suite
   */
  public static Optional<EspSuite> ofTransforms(
      int encryptionTransformId, int keyBits, int integrityTransformId) {
    return find(ALL, encryptionTransformId, keyBits, integrityTransformId);
  }

  /**
   * As {@link #ofTransforms}, but only one that encrypts nothing.
   *
   * @param encryptionTransformId 11 or 21
   * @param keyBits 0 for 11, which has no key
   * @param integrityTransformId transform type 3; 0 if there was none
   * @return empty if there is no such suite
   */
  public static Optional<EspSuite> dangerouslyUnencryptedOfTransforms(
      int encryptionTransformId, int keyBits, int integrityTransformId) {
    return find(DANGEROUSLY_UNENCRYPTED, encryptionTransformId, keyBits, integrityTransformId);
  }

  private static Optional<EspSuite> find(
      List<EspSuite> suites, int encryptionTransformId, int keyBits, int integrityTransformId) {
    return suites.stream()
        .filter(
            suite ->
                suite.encryption.transformId() == encryptionTransformId
                    && suite.encryption.keyBits() == keyBits
                    && suite.integrity.transformId() == integrityTransformId)
        .findFirst();
  }

  /** Octets of keying material: encryption key, salt, integrity key (RFC 7296 section 2.17). */
  public int keymatOctets() {
    return encryption.keymatOctets() + integrity.keyOctets();
  }

  /** Octets of the IV on the wire. */
  public int ivOctets() {
    return encryption.ivOctets();
  }

  /** Octets of the ICV on the wire. */
  public int icvOctets() {
    return encryption.icvOctets() + integrity.icvOctets();
  }

  /** The ciphertext is a multiple of this many octets. */
  public int alignmentOctets() {
    return encryption.alignmentOctets();
  }

  /** The most octets that sealing adds, whatever the inner packet: no outer IP or UDP header. */
  public int maxOverhead() {
    return fixedOctets() + EspLayout.TRAILER_OCTETS + alignmentOctets() - 1;
  }

  /**
   * Octets of the ESP packet, from the SPI to the ICV, that carries {@code innerOctets}.
   *
   * @throws ArithmeticException if it is more than an {@code int} holds
   */
  public int encodedLength(int innerOctets) {
    return Math.toIntExact(
        fixedOctets() + EspLayout.ciphertextOctets(innerOctets, alignmentOctets()));
  }

  /**
   * The largest inner packet whose outer packet is at most {@code outerMtu} octets: the MTU of the
   * tunnel.
   *
   * @param ipv6Outer whether the outer header is IPv6 (40 octets) and not IPv4 (20)
   * @param udpEncapsulation whether ESP is in UDP (RFC 3948: 8 octets)
   * @throws IllegalArgumentException if not even an empty inner packet fits
   */
  public int maxInnerOctets(int outerMtu, boolean ipv6Outer, boolean udpEncapsulation) {
    int outerHeaders =
        (ipv6Outer ? IPV6_HEADER_OCTETS : IPV4_HEADER_OCTETS)
            + (udpEncapsulation ? UDP_HEADER_OCTETS : 0);
    int ciphertext = outerMtu - outerHeaders - fixedOctets();
    if (ciphertext < alignmentOctets()) {
      throw new IllegalArgumentException(
          "outerMtu "
              + outerMtu
              + " is below "
              + (outerHeaders + fixedOctets() + alignmentOctets())
              + ", what an empty packet takes");
    }
    return ciphertext / alignmentOctets() * alignmentOctets() - EspLayout.TRAILER_OCTETS;
  }

  /** {@code AES_GCM_16_128}, or {@code AES_CBC_128/HMAC_SHA1_96}. */
  @Override
  public String toString() {
    return encryption.isAead() ? encryption.name() : encryption + "/" + integrity;
  }

  private int fixedOctets() {
    return EspLayout.HEADER_OCTETS + ivOctets() + icvOctets();
  }

  private static List<EspSuite> everyPair(boolean encrypting) {
    return Arrays.stream(EspEncryption.values())
        .filter(encryption -> encryption.encrypts() == encrypting)
        .flatMap(
            encryption ->
                Arrays.stream(EspIntegrity.values())
                    .filter(mac -> encryption.isAead() == (mac == EspIntegrity.NONE))
                    .map(mac -> new EspSuite(encryption, mac)))
        .toList();
  }
}
