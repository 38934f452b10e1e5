package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate bears the identity that its owner claims (RFC 4945 section 3.1).
 *
 * <p>A distinguished name has to be the subject; an address, a domain name or a mail address has to
 * be a subjectAltName. The common name never counts, and neither do wildcards.
 */
final class CertificateIdentity {
  private static final int RFC822_NAME = 1;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MAX_NAMES_SHOWN = 10;

  private CertificateIdentity() {}

  static void check(IkeIdentity claimed, X509Certificate certificate)
      throws AuthenticationException {
    if (claimed.type() == IdPayload.DER_ASN1_DN) {
      if (claimed.denotes(IkeIdentity.ofDistinguishedName(certificate.getSubjectX500Principal()))) {
        return;
      }
    } else if (bears(certificate, claimed)) {
      return;
    }
    throw new AuthenticationException(
        new IkeFailure.IdentityNotInCertificate(
            claimed, CertificateText.name(certificate), shown(certificate)));
  }

  private static boolean bears(X509Certificate certificate, IkeIdentity claimed)
      throws AuthenticationException {
    for (List<?> name : names(certificate)) {
      if (name.get(1) instanceof String text && isName((Integer) name.get(0), text, claimed)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(int type, String text, IkeIdentity claimed) {
    String said = new String(claimed.data(), StandardCharsets.UTF_8);
    return switch (claimed.type()) {
      case IdPayload.FQDN -> type == DNS_NAME && foldCase(text).equals(foldCase(said));
      case IdPayload.RFC822_ADDR ->
          type == RFC822_NAME && foldDomain(text).equals(foldDomain(said));
      case IdPayload.IPV4_ADDR, IdPayload.IPV6_ADDR ->
          type == IP_ADDRESS && Arrays.equals(octets(text), claimed.data());
      default -> false;
    };
  }

  private static String foldCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Before the at sign, case may matter (RFC 5280 section 7.5). */
  private static String foldDomain(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : address.substring(0, at) + foldCase(address.substring(at));
  }

  private static byte[] octets(String address) {
    try {
      return IpAddress.of(address).toOctets();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Collection<List<?>> names(X509Certificate certificate)
      throws AuthenticationException {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      throw Certificates.problem(
          CertificateProblem.MALFORMED, CertificateText.name(certificate) + ": subjectAltName");
    }
  }

  private static List<String> shown(X509Certificate certificate) throws AuthenticationException {
    return names(certificate).stream()
        .filter(name -> name.get(1) instanceof String)
        .map(name -> CertificateText.printable((String) name.get(1)))
        .limit(MAX_NAMES_SHOWN)
        .toList();
  }
}
