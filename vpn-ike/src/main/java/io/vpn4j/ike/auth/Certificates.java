package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.message.CertPayload;
import io.vpn4j.ike.message.CertRequestPayload;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** CERT and CERTREQ payloads (RFC 7296 sections 3.6 and 3.7). */
public final class Certificates {
  /** More would only make the search for a way to an anchor expensive. */
  static final int MAX_CERTIFICATES = 8;

  static final int MAX_CERTIFICATE_OCTETS = 16 * 1024;

  private Certificates() {}

  /**
   * CERT payloads of our chain. A last certificate that signs itself is left out: the peer has it
   * or does not trust it.
   *
   * @throws IllegalStateException if a certificate of the configuration has no encoding
   */
  public static List<Payload> payloads(List<X509Certificate> chain) {
    List<Payload> payloads = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      if (payloads.isEmpty() || !isSelfIssued(certificate)) {
        payloads.add(new CertPayload(CertPayload.X509_SIGNATURE, Octets.of(encoded(certificate))));
      }
    }
    return payloads;
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of the configuration has no encoding", e);
    }
  }

  /** CERTREQ with the SHA-1 of the SubjectPublicKeyInfo of each anchor. */
  public static CertRequestPayload request(List<TrustAnchor> anchors) {
    Octets hashes =
        Octets.concat(
            anchors.stream()
                .map(
                    anchor ->
                        anchor.getTrustedCert() == null
                            ? anchor.getCAPublicKey()
                            : anchor.getTrustedCert().getPublicKey())
                .map(key -> Octets.of(sha1(key.getEncoded())))
                .toArray(Octets[]::new));
    return new CertRequestPayload(CertPayload.X509_SIGNATURE, hashes);
  }

  private static byte[] sha1(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no JCA provider has SHA-1", e);
    }
  }

  /**
   * The peer's certificates, that of its key first.
   *
   * @throws AuthenticationException if there is none, there are too many, or one does not parse
   */
  static List<X509Certificate> read(List<Payload> payloads) throws AuthenticationException {
    List<CertPayload> sent =
        payloads.stream()
            .filter(CertPayload.class::isInstance)
            .map(CertPayload.class::cast)
            .toList();
    List<CertPayload> x509 =
        sent.stream().filter(cert -> cert.encoding() == CertPayload.X509_SIGNATURE).toList();
    if (x509.isEmpty()) {
      throw problem(
          CertificateProblem.MISSING,
          sent.isEmpty()
              ? "the peer sent none"
              : "the peer sent encodings "
                  + sent.stream().map(CertPayload::encoding).distinct().limit(5).toList()
                  + ", X.509 (4) is wanted; URLs are not followed");
    }
    if (x509.size() > MAX_CERTIFICATES) {
      throw problem(
          CertificateProblem.MALFORMED,
          "the peer sent " + x509.size() + ", at most " + MAX_CERTIFICATES + " are taken");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (CertPayload cert : x509) {
      certificates.add(parse(cert.data()));
    }
    return certificates;
  }

  private static X509Certificate parse(Octets octets) throws AuthenticationException {
    if (octets.length() > MAX_CERTIFICATE_OCTETS) {
      throw problem(
          CertificateProblem.MALFORMED,
          "one has " + octets.length() + " octets, at most " + MAX_CERTIFICATE_OCTETS);
    }
    try {
      // One SEQUENCE in DER and nothing behind it: the JDK would take PEM and PKCS #7 too.
      if (octets.isEmpty() || octets.u8(0) != Der.SEQUENCE) {
        throw problem(CertificateProblem.MALFORMED, "one is not DER");
      }
      var in = new ByteArrayInputStream(octets.toByteArray());
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      if (in.available() > 0) {
        throw problem(CertificateProblem.MALFORMED, "octets follow one");
      }
      // Keys parse late in some providers.
      if (certificate.getPublicKey() == null) {
        throw problem(CertificateProblem.MALFORMED, "one has no key");
      }
      return certificate;
    } catch (CertificateException e) {
      throw problem(CertificateProblem.MALFORMED, "one does not parse");
    } catch (RuntimeException e) {
      // The JDK's parser throws what it likes on hostile octets (NullPointerException, provider
      // and array exceptions have been seen); to a peer all of it means the same.
      throw problem(CertificateProblem.MALFORMED, "one does not parse");
    }
  }

  static AuthenticationException problem(CertificateProblem problem, String detail) {
    return new AuthenticationException(new IkeFailure.CertificateRefused(problem, detail));
  }
}
