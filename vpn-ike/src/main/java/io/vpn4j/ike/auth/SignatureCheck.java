package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;

/** Checks the AUTH payload of a peer against its public key. */
public final class SignatureCheck {
  /** A signature of RSA with 16,384 bits has 2,048 octets; nothing that we know is longer. */
  private static final int MAX_SIGNATURE_OCTETS = 4096;

  private final IkeCrypto crypto;
  private final List<SignatureScheme> acceptable;

  /** Takes signatures by {@code acceptable} only. */
  public SignatureCheck(IkeCrypto crypto, List<SignatureScheme> acceptable) {
    this.crypto = crypto;
    this.acceptable = acceptable;
  }

  /**
   * Returns if {@code auth} signs {@code signedOctets}.
   *
   * @param key the peer's, of which nothing else is believed yet
   * @throws AuthenticationException if it does not, or not in an acceptable way
   */
  public void check(PublicKey key, AuthPayload auth, byte[] signedOctets)
      throws AuthenticationException {
    String weakness = SignatureKeys.weakness(key);
    if (!weakness.isEmpty()) {
      throw failed(weakness);
    }
    Octets value = auth.data();
    List<SignatureAlgorithm> candidates;
    String offered = "method " + auth.method();
    if (auth.method() == AuthPayload.DIGITAL_SIGNATURE) {
      DigitalSignature signature = decode(auth.data());
      value = signature.value();
      Optional<SignatureAlgorithm> named = algorithm(signature.identifier());
      candidates =
          named.filter(algorithm -> acceptable.contains(algorithm.scheme())).stream().toList();
      offered =
          named
              .map(algorithm -> algorithm.scheme().toString())
              .orElse("an unknown algorithm " + signature.identifier().encode());
    } else {
      // Method 1 does not say which hash it used: the few that are acceptable are tried.
      candidates =
          acceptable.stream()
              .filter(scheme -> scheme.method() == auth.method())
              .map(SignatureAlgorithm::of)
              .toList();
    }
    if (candidates.isEmpty()) {
      throw new AuthenticationException(
          new IkeFailure.AuthenticationMethodUnacceptable(
              offered, acceptable.stream().map(SignatureScheme::toString).toList()));
    }
    for (SignatureAlgorithm candidate : candidates) {
      if (SignatureKeys.fits(key, candidate.scheme())
          && value.length() <= MAX_SIGNATURE_OCTETS
          && isSignature(candidate, key, value, signedOctets)) {
        return;
      }
    }
    throw failed(
        "the signature by "
            + offered
            + " does not belong to the peer's key ("
            + SignatureKeys.describe(key)
            + ") and what was said in IKE_SA_INIT");
  }

  private static DigitalSignature decode(Octets data) throws AuthenticationException {
    try {
      return DigitalSignature.decode(data);
    } catch (MalformedMessageException e) {
      throw failed("the peer's AUTH payload names no algorithm: " + e.getMessage());
    }
  }

  private static Optional<SignatureAlgorithm> algorithm(AlgorithmIdentifier identifier)
      throws AuthenticationException {
    try {
      return SignatureAlgorithm.of(identifier);
    } catch (MalformedMessageException e) {
      throw failed("the peer's signature algorithm does not parse: " + e.getMessage());
    }
  }

  private boolean isSignature(
      SignatureAlgorithm algorithm, PublicKey key, Octets value, byte[] signedOctets) {
    Octets octets =
        SignatureProof.isFixedLength(algorithm.scheme())
            ? EcdsaEncoding.der(algorithm.scheme(), value)
            : value;
    if (algorithm.scheme().keyType().equals("EC") && !EcdsaEncoding.isDer(octets)) {
      return false;
    }
    try {
      Signature jca = jca(algorithm.jcaName());
      jca.initVerify(key);
      if (algorithm.jcaParameters().isPresent()) {
        jca.setParameter(algorithm.jcaParameters().get());
      }
      jca.update(signedOctets);
      return jca.verify(octets.toByteArray());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      // The key came in a certificate: one that no provider takes proves nothing.
      return false;
    }
  }

  private Signature jca(String name) throws NoSuchAlgorithmException {
    if (crypto.provider().isPresent()) {
      try {
        return Signature.getInstance(name, crypto.provider().get());
      } catch (NoSuchAlgorithmException e) {
        return Signature.getInstance(name);
      }
    }
    return Signature.getInstance(name);
  }

  private static AuthenticationException failed(String detail) {
    return new AuthenticationException(new IkeFailure.AuthenticationFailed(false, detail));
  }
}
