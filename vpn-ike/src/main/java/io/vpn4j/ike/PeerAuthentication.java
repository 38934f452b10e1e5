package io.vpn4j.ike;

import io.vpn4j.model.secret.PreSharedKey;
import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How the peer must prove who it is (RFC 7296 section 2.15).
 *
 * <p>Sealed: a pre-shared key, certificates, or one public key.
 */
public sealed interface PeerAuthentication {

  /** By a secret that we have too. */
  static PeerAuthentication preSharedKey(PreSharedKey key) {
    return new SharedKey(key);
  }

  /**
   * By a certificate that leads to one of {@code authorities}, and bears the identity that the peer
   * claims.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Certificates certificates(X509Certificate... authorities) {
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    Arrays.stream(authorities).forEach(cert -> anchors.add(new TrustAnchor(cert, null)));
    return new Certificates(
        List.copyOf(anchors), List.of(), CertificateRevocation.off(), SignatureScheme.DEFAULT);
  }

  /** By the private key of {@code key}; certificates and names in them do not count. */
  static RawPublicKey publicKey(PublicKey key) {
    return new RawPublicKey(key, SignatureScheme.DEFAULT);
  }

  /**
   * A secret that both ends share.
   *
   * @param key the secret
   */
  record SharedKey(PreSharedKey key) implements PeerAuthentication {
    /** A key is required. */
    public SharedKey {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * X.509 certificates, checked by the JDK's PKIX rules at the time of the input.
   *
   * <p>The identity that the peer claims has to stand in its certificate: a distinguished name as
   * the subject; an address, a domain name or a mail address as subjectAltName. The common name
   * does not count (RFC 4945 section 3.1).
   *
   * @param anchors who is trusted to issue certificates
   * @param intermediates further certificates that may help to find a way to an anchor
   * @param revocation how to find out about revoked certificates
   * @param schemes which signatures are taken
   */
  record Certificates(
      List<TrustAnchor> anchors,
      List<X509Certificate> intermediates,
      CertificateRevocation revocation,
      List<SignatureScheme> schemes)
      implements PeerAuthentication {
    /**
     * @throws IllegalArgumentException if there is no anchor or no scheme
     */
    public Certificates {
      anchors = List.copyOf(anchors);
      intermediates = List.copyOf(intermediates);
      Objects.requireNonNull(revocation, "revocation");
      schemes = List.copyOf(schemes);
      IkeAlgorithms.requireSome(anchors, "anchors");
      IkeAlgorithms.requireSome(schemes, "schemes");
    }

    /** The same with certificates at hand that peers do not send. */
    public Certificates withIntermediates(List<X509Certificate> intermediates) {
      return new Certificates(anchors, intermediates, revocation, schemes);
    }

    /** The same with another way to find out about revoked certificates. */
    public Certificates withRevocation(CertificateRevocation revocation) {
      return new Certificates(anchors, intermediates, revocation, schemes);
    }

    /** The same, taking other signatures. */
    public Certificates withSchemes(List<SignatureScheme> schemes) {
      return new Certificates(anchors, intermediates, revocation, schemes);
    }

    /** The names of the anchors; the certificates themselves are long. */
    @Override
    public String toString() {
      return "Certificates["
          + anchors.stream()
              .map(
                  anchor ->
                      anchor.getTrustedCert() == null
                          ? anchor.getCAName()
                          : anchor.getTrustedCert().getSubjectX500Principal().toString())
              .toList()
          + ", "
          + revocation
          + "]";
    }
  }

  /**
   * One public key, known beforehand. What the peer says it is is taken from it then.
   *
   * @param key checks the peer's signature
   * @param schemes which signatures are taken
   */
  record RawPublicKey(PublicKey key, List<SignatureScheme> schemes) implements PeerAuthentication {
    /**
     * @throws IllegalArgumentException if there is no scheme
     */
    public RawPublicKey {
      Objects.requireNonNull(key, "key");
      schemes = List.copyOf(schemes);
      IkeAlgorithms.requireSome(schemes, "schemes");
    }

    /** The same, taking other signatures. */
    public RawPublicKey withSchemes(List<SignatureScheme> schemes) {
      return new RawPublicKey(key, schemes);
    }
  }
}
