package io.vpn4j.ike.auth;

import io.vpn4j.ike.CertificateRevocation;
import io.vpn4j.ike.CertificateRevocation.Strictness;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Revocation by the lists of the configuration alone.
 *
 * <p>Not the JDK's own revocation checker, because that one goes to the network for lists that are
 * not at hand, or leaves it to properties of the whole JVM. A list counts for the certificates of
 * the very authority that signed it; indirect and partial ones, which say so in a critical
 * extension, count for none. A list that has run out still revokes, but no longer clears.
 */
final class RevocationLists {
  private final CertificateRevocation revocation;

  RevocationLists(CertificateRevocation revocation) {
    this.revocation = revocation;
  }

  /** Looks at every certificate of a path that is valid otherwise, the anchor's excepted. */
  void check(PKIXCertPathBuilderResult path, Instant now) throws AuthenticationException {
    PublicKey issuer =
        path.getTrustAnchor().getTrustedCert() == null
            ? path.getTrustAnchor().getCAPublicKey()
            : path.getTrustAnchor().getTrustedCert().getPublicKey();
    List<Certificate> fromAnchor = new ArrayList<>(path.getCertPath().getCertificates());
    Collections.reverse(fromAnchor);
    for (Certificate next : fromAnchor) {
      X509Certificate certificate = (X509Certificate) next;
      check(certificate, issuer, now);
      issuer = certificate.getPublicKey();
    }
  }

  private void check(X509Certificate certificate, PublicKey issuer, Instant now)
      throws AuthenticationException {
    boolean cleared = false;
    String why = "no list of its issuer is at hand";
    for (X509CRL list : revocation.crls()) {
      if (!list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
          || !isSignedBy(list, issuer)) {
        continue;
      }
      if (list.isRevoked(certificate)) {
        throw Certificates.problem(
            CertificateProblem.REVOKED,
            CertificateText.name(certificate)
                + " was revoked at "
                + list.getRevokedCertificate(certificate).getRevocationDate().toInstant());
      }
      if (list.getNextUpdate() != null && now.isAfter(list.getNextUpdate().toInstant())) {
        why = "the list of its issuer ran out at " + list.getNextUpdate().toInstant();
      } else if (!list.hasUnsupportedCriticalExtension()
          && !now.isBefore(list.getThisUpdate().toInstant())) {
        cleared = true;
      }
    }
    if (!cleared && revocation.strictness() == Strictness.HARD) {
      throw Certificates.problem(
          CertificateProblem.REVOCATION_UNKNOWN, CertificateText.name(certificate) + ": " + why);
    }
  }

  private static boolean isSignedBy(X509CRL list, PublicKey issuer) {
    try {
      list.verify(issuer);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
