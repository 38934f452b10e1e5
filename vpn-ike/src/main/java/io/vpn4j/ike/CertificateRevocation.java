package io.vpn4j.ike;

import java.security.cert.X509CRL;
import java.util.List;
import java.util.Objects;

/**
 * How to find out whether the peer's certificates have been revoked.
 *
 * @param source where to look
 * @param strictness what to make of a certificate about which nothing can be found out
 * @param crls certificate revocation lists at hand; read whenever {@code source} is not NONE
 */
public record CertificateRevocation(Source source, Strictness strictness, List<X509CRL> crls) {
  /** Where to look. */
  public enum Source {
    /** Nowhere. */
    NONE,
    /** In the lists of the configuration, and nowhere else. */
    CONFIGURED_CRLS,
    /**
     * In the lists of the configuration, and on the network: for each certificate below the anchor
     * the OCSP responder that it names and, where that does not help, its CRL distribution points,
     * asked by the JDK's own revocation checker.
     *
     * <p>This blocks inside {@link IkeSession#handle}, with the JDK's time-outs of 15 s ({@code
     * com.sun.security.ocsp.timeout}, {@code com.sun.security.crl.timeout}), and certificates of
     * strangers say whom to ask. Whether an OCSP response is still good, the JDK decides by the
     * clock of the JVM, not by the time of the input.
     */
    NETWORK
  }

  /**
   * What to make of a certificate about which nothing can be found out: nobody answers, or what
   * comes is out of date, signed by the wrong key, or says that it does not know.
   */
  public enum Strictness {
    /** It is accepted. */
    SOFT,
    /** It is refused. */
    HARD
  }

  /** All are required. */
  public CertificateRevocation {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(strictness, "strictness");
    crls = List.copyOf(crls);
  }

  /** Does not look. */
  public static CertificateRevocation off() {
    return new CertificateRevocation(Source.NONE, Strictness.SOFT, List.of());
  }

  /** Looks in {@code crls}, which the owner keeps fresh; no network. */
  public static CertificateRevocation byCrls(Strictness strictness, List<X509CRL> crls) {
    return new CertificateRevocation(Source.CONFIGURED_CRLS, strictness, crls);
  }

  /** Asks on the network, which blocks; see {@link Source#NETWORK}. */
  public static CertificateRevocation byNetwork(Strictness strictness) {
    return new CertificateRevocation(Source.NETWORK, strictness, List.of());
  }

  /** How, without the lists. */
  @Override
  public String toString() {
    return "CertificateRevocation[" + source + ", " + strictness + ", " + crls.size() + " CRLs]";
  }
}
