package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.Payload;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What a peer that signs has to show: certificates, an identity in them, and the signature. */
public final class PeerProof {
  private final IkeCrypto crypto;

  /** Checks signatures by the primitives of {@code crypto}. */
  public PeerProof(IkeCrypto crypto) {
    this.crypto = crypto;
  }

  /**
   * Returns if the peer has proved to be {@code claimed}.
   *
   * @param now when certificates have to be valid
   * @param payloads of the peer's IKE_AUTH message, with its certificates
   * @param signedOctets what the peer had to sign
   * @throws AuthenticationException if it has not
   */
  public void check(
      PeerAuthentication.Certificates wanted,
      Instant now,
      IkeIdentity claimed,
      List<Payload> payloads,
      AuthPayload auth,
      byte[] signedOctets)
      throws AuthenticationException {
    List<X509Certificate> sent = Certificates.read(payloads);
    // Trust first: the key of a certificate that nobody vouches for is not worth a computation.
    new CertificateChain(wanted).check(sent, now);
    new SignatureCheck(crypto, wanted.schemes())
        .check(sent.get(0).getPublicKey(), auth, signedOctets);
    CertificateIdentity.check(claimed, sent.get(0));
  }

  /**
   * Returns if the peer has the private key of {@code wanted}.
   *
   * @throws AuthenticationException if it has not
   */
  public void check(PeerAuthentication.RawPublicKey wanted, AuthPayload auth, byte[] signedOctets)
      throws AuthenticationException {
    new SignatureCheck(crypto, wanted.schemes()).check(wanted.key(), auth, signedOctets);
  }
}
