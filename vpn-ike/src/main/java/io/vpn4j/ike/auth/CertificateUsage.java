package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeFailure.CertificateProblem;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * What a certificate says that its key is for (RFC 4945 section 5.1.3).
 *
 * <p>Key usage, if there, has to allow signatures. Extended key usage, if there, has to name IKE,
 * any purpose, or one that authorities give to VPN gateways in practice: the three that were before
 * id-kp-ipsecIKE, the intermediate one of Microsoft, and those of TLS. RFC 4945 leaves that
 * leniency to configuration; ours is fixed.
 */
final class CertificateUsage {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private static final Set<String> PURPOSES =
      Set.of(
          "1.3.6.1.5.5.7.3.17", // id-kp-ipsecIKE
          "2.5.29.37.0", // anyExtendedKeyUsage
          "1.3.6.1.5.5.7.3.5", // id-kp-ipsecEndSystem
          "1.3.6.1.5.5.7.3.6", // id-kp-ipsecTunnel
          "1.3.6.1.5.5.7.3.7", // id-kp-ipsecUser
          "1.3.6.1.5.5.8.2.2", // iKEIntermediate
          "1.3.6.1.5.5.7.3.1", // id-kp-serverAuth
          "1.3.6.1.5.5.7.3.2"); // id-kp-clientAuth

  private CertificateUsage() {}

  static void check(X509Certificate certificate) throws AuthenticationException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
      throw Certificates.problem(
          CertificateProblem.WRONG_USAGE,
          CertificateText.name(certificate) + " has a key usage without signatures");
    }
    List<String> purposes;
    try {
      purposes = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw Certificates.problem(
          CertificateProblem.MALFORMED, CertificateText.name(certificate) + ": extended key usage");
    }
    if (purposes != null && purposes.stream().noneMatch(PURPOSES::contains)) {
      throw Certificates.problem(
          CertificateProblem.WRONG_USAGE,
          CertificateText.name(certificate)
              + " is for "
              + purposes.stream().limit(5).toList()
              + " only, not for IKE (1.3.6.1.5.5.7.3.17)");
    }
  }
}
