package io.vpn4j.ike.auth;

import io.vpn4j.ike.CertificateRevocation;
import io.vpn4j.ike.CertificateRevocation.Strictness;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Revocation by asking on the network: OCSP (RFC 6960) first, then the lists of the configuration
 * and those that the certificate points to, all by the JDK's revocation checker.
 *
 * <p>Not as part of building the path, because the builder of the JDK does not tell why it found
 * none. Each certificate by itself, its issuer for the anchor: with a whole path, the JDK would
 * stop at the first certificate whose status is open, and one below may be revoked.
 */
final class NetworkRevocation {
  private final CertificateRevocation revocation;

  NetworkRevocation(CertificateRevocation revocation) {
    this.revocation = revocation;
  }

  /** Looks at every certificate of a path that is valid otherwise, the anchor's excepted. */
  void check(PKIXCertPathBuilderResult path, Instant now)
      throws AuthenticationException, GeneralSecurityException {
    TrustAnchor issuer = path.getTrustAnchor();
    List<Certificate> fromAnchor = new ArrayList<>(path.getCertPath().getCertificates());
    Collections.reverse(fromAnchor);
    for (Certificate next : fromAnchor) {
      X509Certificate certificate = (X509Certificate) next;
      check(certificate, issuer, now);
      issuer = new TrustAnchor(certificate, null);
    }
  }

  private void check(X509Certificate certificate, TrustAnchor issuer, Instant now)
      throws AuthenticationException, GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXParameters parameters = new PKIXParameters(Set.of(issuer));
    parameters.setDate(Date.from(now));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocation.crls())));
    parameters.addCertPathChecker((PKIXRevocationChecker) validator.getRevocationChecker());
    CertPath alone = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    try {
      validator.validate(alone, parameters);
    } catch (CertPathValidatorException e) {
      // The path has been found valid without this, so revocation is all that can be wrong.
      boolean revoked = e.getReason() == BasicReason.REVOKED;
      if (revoked || revocation.strictness() == Strictness.HARD) {
        throw Certificates.problem(
            revoked ? CertificateProblem.REVOKED : CertificateProblem.REVOCATION_UNKNOWN,
            CertificateText.name(certificate)
                + ": "
                + CertificateText.printable(String.valueOf(e.getMessage())));
      }
    }
  }
}
