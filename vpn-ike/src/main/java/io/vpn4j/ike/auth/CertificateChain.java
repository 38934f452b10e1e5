package io.vpn4j.ike.auth;

import io.vpn4j.ike.CertificateRevocation;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.PeerAuthentication;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a peer's certificates lead to somebody who is trusted, by the JDK's PKIX algorithm (RFC
 * 5280 section 6).
 */
final class CertificateChain {
  /** Certificates between the peer's and the anchor. */
  private static final int MAX_INTERMEDIATES = 5;

  private final PeerAuthentication.Certificates trust;

  CertificateChain(PeerAuthentication.Certificates trust) {
    this.trust = trust;
  }

  /**
   * Returns if {@code sent.get(0)} is to be trusted at {@code now}.
   *
   * @param sent as they came, that of the peer's key first
   * @throws AuthenticationException if it is not
   */
  void check(List<X509Certificate> sent, Instant now) throws AuthenticationException {
    X509Certificate leaf = sent.get(0);
    checkValidity(leaf, now);
    CertificateUsage.check(leaf);
    if (isAnchor(leaf)) {
      return; // The very certificate is trusted: nobody has to vouch for it.
    }
    try {
      List<X509Certificate> helpers = new ArrayList<>(sent.subList(1, sent.size()));
      helpers.addAll(trust.intermediates());
      PKIXCertPathBuilderResult path = build(leaf, helpers, now);
      checkRevocation(path, now);
    } catch (CertPathBuilderException e) {
      throw explain(e, sent, now);
    } catch (GeneralSecurityException e) {
      throw Certificates.problem(
          CertificateProblem.UNTRUSTED, CertificateText.name(leaf) + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // As with parsing: hostile certificates make the JDK's classes throw what they like.
      throw Certificates.problem(
          CertificateProblem.MALFORMED, CertificateText.name(leaf) + " cannot be checked");
    }
  }

  private boolean isAnchor(X509Certificate certificate) {
    return trust.anchors().stream().anyMatch(a -> certificate.equals(a.getTrustedCert()));
  }

  private PKIXCertPathBuilderResult build(
      X509Certificate leaf, List<X509Certificate> helpers, Instant now)
      throws GeneralSecurityException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(leaf);
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(Set.copyOf(trust.anchors()), target);
    parameters.setDate(Date.from(now));
    parameters.setMaxPathLength(MAX_INTERMEDIATES);
    parameters.addCertStore(store(List.of(leaf)));
    parameters.addCertStore(store(helpers));
    // Afterwards, and by ourselves: what the JDK does by default depends on properties of the whole
    // JVM, and may use the network.
    parameters.setRevocationEnabled(false);
    return (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  private void checkRevocation(PKIXCertPathBuilderResult path, Instant now)
      throws AuthenticationException, GeneralSecurityException {
    CertificateRevocation revocation = trust.revocation();
    switch (revocation.source()) {
      case NONE -> {}
      case CONFIGURED_CRLS -> new RevocationLists(revocation).check(path, now);
      case NETWORK -> new NetworkRevocation(revocation).check(path, now);
    }
  }

  private static CertStore store(Collection<?> contents) throws GeneralSecurityException {
    return CertStore.getInstance("Collection", new CollectionCertStoreParameters(contents));
  }

  private static void checkValidity(X509Certificate certificate, Instant now)
      throws AuthenticationException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw Certificates.problem(
          CertificateProblem.EXPIRED,
          CertificateText.name(certificate) + " expired at " + until + ", it is " + now);
    }
    if (now.isBefore(from)) {
      throw Certificates.problem(
          CertificateProblem.NOT_YET_VALID,
          CertificateText.name(certificate) + " is valid from " + from + " on, it is " + now);
    }
  }

  /** The JDK says little about why it found no path; what is visible from outside says more. */
  private AuthenticationException explain(
      CertPathBuilderException e, List<X509Certificate> sent, Instant now) {
    for (X509Certificate certificate : sent.subList(1, sent.size())) {
      try {
        checkValidity(certificate, now);
      } catch (AuthenticationException expired) {
        return expired;
      }
    }
    String why =
        Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("no way to an anchor");
    return Certificates.problem(
        CertificateProblem.UNTRUSTED,
        CertificateText.name(sent.get(0))
            + ", issued by "
            + CertificateText.name(sent.get(0).getIssuerX500Principal())
            + ": "
            + CertificateText.printable(why)
            + "; trusted are "
            + trust.anchors().stream().map(CertificateChain::name).toList());
  }

  private static String name(TrustAnchor anchor) {
    return CertificateText.name(
        anchor.getTrustedCert() == null
            ? anchor.getCA()
            : anchor.getTrustedCert().getSubjectX500Principal());
  }
}
