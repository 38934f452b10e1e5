package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.Signature;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Our AUTH payload by a private key. */
public final class SignatureProof {
  private final IkeCrypto crypto;
  private final LocalAuthentication.Signature local;

  /** Signs with the key of {@code local}. */
  public SignatureProof(IkeCrypto crypto, LocalAuthentication.Signature local) {
    this.crypto = crypto;
    this.local = local;
  }

  /**
   * AUTH over {@code signedOctets}, by the best scheme of ours that the peer takes.
   *
   * @throws AuthenticationException if there is no such scheme, or the key cannot sign
   */
  public AuthPayload sign(PeerSupport peer, byte[] signedOctets) throws AuthenticationException {
    List<SignatureScheme> able =
        local.schemes().stream()
            .filter(scheme -> SignatureKeys.fits(local.publicKey(), scheme))
            .sorted(
                Comparator.comparing(
                    scheme -> !SignatureKeys.isHashOfCurve(local.publicKey(), scheme)))
            .toList();
    SignatureScheme scheme =
        peer.choose(able)
            .orElseThrow(
                () ->
                    new AuthenticationException(
                        new IkeFailure.NoCommonSignature(
                            SignatureKeys.describe(local.publicKey()), able, peer.hashes())));
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(scheme);
    Octets signature = sign(algorithm, signedOctets);
    return new AuthPayload(
        scheme.method(),
        scheme.method() == AuthPayload.DIGITAL_SIGNATURE
            ? DigitalSignature.encode(algorithm.identifier(), signature)
            : signature);
  }

  private Octets sign(SignatureAlgorithm algorithm, byte[] signedOctets)
      throws AuthenticationException {
    try {
      Signature jca =
          local.provider().isPresent()
              ? Signature.getInstance(algorithm.jcaName(), local.provider().get())
              : Signature.getInstance(algorithm.jcaName());
      // The key first: it is what makes the JCA choose a provider, and parameters end the choice.
      jca.initSign(local.key(), crypto.random());
      if (algorithm.jcaParameters().isPresent()) {
        jca.setParameter(algorithm.jcaParameters().get());
      }
      jca.update(signedOctets);
      Octets signature = Octets.of(jca.sign());
      return isFixedLength(algorithm.scheme())
          ? EcdsaEncoding.fixed(algorithm.scheme(), signature)
          : signature;
    } catch (GeneralSecurityException | ProviderException | MalformedMessageException e) {
      // A token may be unplugged and a service down: that ends this attempt, not the caller.
      throw new AuthenticationException(
          new IkeFailure.SigningFailed(
              algorithm.scheme(), Optional.ofNullable(e.getMessage()).orElse(e.toString())));
    }
  }

  static boolean isFixedLength(SignatureScheme scheme) {
    return scheme.method() >= 9 && scheme.method() <= 11;
  }
}
