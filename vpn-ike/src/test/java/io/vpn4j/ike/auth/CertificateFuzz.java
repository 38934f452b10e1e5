package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.fuzz.FuzzInput;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.CertPayload;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Octets as what a peer sends to prove itself: certificates, and AUTH payloads with signatures. All
 * of it is refused in an orderly way or believed; a certificate that was changed is not believed.
 */
public final class CertificateFuzz {
  private static final TestAuthority ROOT = TestAuthority.root("fuzz");
  private static final TestAuthority.Issued PEER =
      ROOT.issue(new TestAuthority.Request("peer").dns("peer.example"));
  private static final CertificateChain TRUST =
      new CertificateChain(PeerAuthentication.certificates(ROOT.certificate()));
  private static final SignatureCheck CHECK =
      new SignatureCheck(
          IkeCrypto.of(new SeededSecureRandom(1)), List.of(SignatureScheme.values()));
  private static final byte[] SIGNED = new byte[32];

  private CertificateFuzz() {}

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    switch (in.u8() % 3) {
      case 0 -> certificates(in);
      case 1 -> signature(in);
      default -> ecdsa(in);
    }
  }

  private static void certificates(FuzzInput in) {
    List<Payload> payloads = new ArrayList<>();
    for (int i = in.u8() % 3; i > 0; i--) {
      payloads.add(new CertPayload(CertPayload.X509_SIGNATURE, in.octets(in.u16())));
    }
    payloads.add(new CertPayload(CertPayload.X509_SIGNATURE, in.rest()));
    try {
      List<X509Certificate> read = Certificates.read(payloads);
      for (IkeIdentity identity :
          List.of(
              IkeIdentity.ofFqdn("peer.example"),
              IkeIdentity.ofEmail("a@peer.example"),
              IkeIdentity.ofAddress(IpAddress.of("192.0.2.1")),
              IkeIdentity.of(9, new byte[] {0x30, 0}))) {
        identify(identity, read.get(0));
      }
      TRUST.check(read, TestAuthority.NOW);
      // Trusted only if it is one that the authority has signed, whatever surrounds it.
      if (!read.get(0).equals(PEER.certificate()) && !read.get(0).equals(ROOT.certificate())) {
        throw new AssertionError("trusts " + CertificateText.name(read.get(0)));
      }
    } catch (AuthenticationException e) {
      requireText(e);
    }
  }

  private static void identify(IkeIdentity identity, X509Certificate certificate) {
    try {
      CertificateIdentity.check(identity, certificate);
    } catch (AuthenticationException e) {
      requireText(e);
    }
  }

  private static void signature(FuzzInput in) {
    int method = in.u8();
    try {
      CHECK.check(PEER.certificate().getPublicKey(), new AuthPayload(method, in.rest()), SIGNED);
      throw new AssertionError("believes a signature that nobody made");
    } catch (AuthenticationException e) {
      requireText(e);
    }
  }

  private static void ecdsa(FuzzInput in) {
    Octets der = in.rest();
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (scheme.method() >= 9 && scheme.method() <= 11) {
        try {
          EcdsaEncoding.der(scheme, EcdsaEncoding.fixed(scheme, der));
        } catch (MalformedMessageException e) {
          // As it should be.
        }
      }
    }
  }

  /** An explanation of one line, though it may quote what the peer sent. */
  private static void requireText(AuthenticationException e) {
    String text = e.failure().explanation();
    if (text.isEmpty() || text.chars().anyMatch(c -> c < 0x20)) {
      throw new AssertionError("an explanation that forges lines: " + text);
    }
  }

  /** Certificates of our own making, and signatures of no value. */
  public static List<Octets> seeds() {
    Octets peer = encoded(PEER.certificate());
    Octets root = encoded(ROOT.certificate());
    return List.of(
        Octets.concat(Octets.ofHex("0000"), peer),
        Octets.concat(Octets.ofHex("0000"), root),
        Octets.concat(Octets.ofHex("0001"), length(peer), peer, root),
        Octets.ofHex("010e" + "0c300a06082a8648ce3d040302" + "3006020101020101"),
        Octets.ofHex("0109" + "00".repeat(64)),
        Octets.ofHex("02" + "3006020101020101"));
  }

  private static Octets length(Octets octets) {
    return Octets.of(new byte[] {(byte) (octets.length() >> 8), (byte) octets.length()});
  }

  private static Octets encoded(X509Certificate certificate) {
    try {
      return Octets.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
