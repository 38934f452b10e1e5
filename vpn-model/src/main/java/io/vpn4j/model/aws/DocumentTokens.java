package io.vpn4j.model.aws;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words of the document for algorithms and modes.
 *
 * <p>Seen in documents of AWS are {@code sha1}, {@code hmac-sha1-96}, {@code aes-128-cbc} and
 * {@code group2} only. The other words are expected by analogy; each has the spellings in use among
 * VPN devices, and the first of each constant is what we write.
 */
final class DocumentTokens {
  static final String IKE_MODE = "main";
  static final String IPSEC_MODE = "tunnel";
  static final String IPSEC_PROTOCOL = "esp";
  static final String NO_BGP = "NoBGPVPNConnection";

  static final String KEY_RULE =
      "8 to 64 of A-Z a-z 0-9 . _ and the first not 0"
          + " (keys in Secrets Manager and certificates are not read from this document)";

  static final Map<String, Boolean> BOOLEAN = new LinkedHashMap<>();
  static final Map<String, VpnIntegrityAlgorithm> IKE_INTEGRITY = new LinkedHashMap<>();
  static final Map<String, VpnIntegrityAlgorithm> IPSEC_INTEGRITY = new LinkedHashMap<>();
  static final Map<String, VpnEncryptionAlgorithm> ENCRYPTION = new LinkedHashMap<>();

  static {
    BOOLEAN.put("true", true);
    BOOLEAN.put("false", false);

    IKE_INTEGRITY.put("sha1", VpnIntegrityAlgorithm.SHA1);
    IKE_INTEGRITY.put("sha2-256", VpnIntegrityAlgorithm.SHA2_256);
    IKE_INTEGRITY.put("sha256", VpnIntegrityAlgorithm.SHA2_256);
    IKE_INTEGRITY.put("sha2-384", VpnIntegrityAlgorithm.SHA2_384);
    IKE_INTEGRITY.put("sha384", VpnIntegrityAlgorithm.SHA2_384);
    IKE_INTEGRITY.put("sha2-512", VpnIntegrityAlgorithm.SHA2_512);
    IKE_INTEGRITY.put("sha512", VpnIntegrityAlgorithm.SHA2_512);

    IPSEC_INTEGRITY.put("hmac-sha1-96", VpnIntegrityAlgorithm.SHA1);
    IPSEC_INTEGRITY.put("hmac-sha2-256-128", VpnIntegrityAlgorithm.SHA2_256);
    IPSEC_INTEGRITY.put("hmac-sha-256-128", VpnIntegrityAlgorithm.SHA2_256);
    IPSEC_INTEGRITY.put("hmac-sha256-128", VpnIntegrityAlgorithm.SHA2_256);
    IPSEC_INTEGRITY.put("hmac-sha2-384-192", VpnIntegrityAlgorithm.SHA2_384);
    IPSEC_INTEGRITY.put("hmac-sha-384-192", VpnIntegrityAlgorithm.SHA2_384);
    IPSEC_INTEGRITY.put("hmac-sha384-192", VpnIntegrityAlgorithm.SHA2_384);
    IPSEC_INTEGRITY.put("hmac-sha2-512-256", VpnIntegrityAlgorithm.SHA2_512);
    IPSEC_INTEGRITY.put("hmac-sha-512-256", VpnIntegrityAlgorithm.SHA2_512);
    IPSEC_INTEGRITY.put("hmac-sha512-256", VpnIntegrityAlgorithm.SHA2_512);

    ENCRYPTION.put("aes-128-cbc", VpnEncryptionAlgorithm.AES128);
    ENCRYPTION.put("aes-256-cbc", VpnEncryptionAlgorithm.AES256);
    ENCRYPTION.put("aes-128-gcm-16", VpnEncryptionAlgorithm.AES128_GCM_16);
    ENCRYPTION.put("aes128-gcm-16", VpnEncryptionAlgorithm.AES128_GCM_16);
    ENCRYPTION.put("aes-256-gcm-16", VpnEncryptionAlgorithm.AES256_GCM_16);
    ENCRYPTION.put("aes256-gcm-16", VpnEncryptionAlgorithm.AES256_GCM_16);
  }

  private DocumentTokens() {}

  /** The word that we write for {@code constant}. */
  static <E> String write(Map<String, E> tokens, E constant) {
    return tokens.entrySet().stream()
        .filter(entry -> entry.getValue().equals(constant))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
