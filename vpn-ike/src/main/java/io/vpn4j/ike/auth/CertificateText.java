package io.vpn4j.ike.auth;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/** Names out of certificates, made fit for a log: whoever made the certificate chose them. */
final class CertificateText {
  private static final int MAX_LENGTH = 200;

  private CertificateText() {}

  static String name(X509Certificate certificate) {
    return name(certificate.getSubjectX500Principal());
  }

  static String name(X500Principal principal) {
    return printable(principal.getName(X500Principal.RFC2253));
  }

  /** Without control characters, and not longer than a log line should be. */
  static String printable(String text) {
    StringBuilder all = new StringBuilder();
    text.chars().limit(MAX_LENGTH).forEach(c -> all.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return text.length() > MAX_LENGTH ? all + "..." : all.toString();
  }
}
