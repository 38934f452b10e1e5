package io.vpn4j.ike;

import io.vpn4j.model.secret.PreSharedKey;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How we prove to the peer who we are (RFC 7296 section 2.15).
 *
 * <p>Sealed: a pre-shared key, or a signature. No text of these shows a secret.
 */
public sealed interface LocalAuthentication {

  /** By a secret that the peer has too. */
  static LocalAuthentication preSharedKey(PreSharedKey key) {
    return new SharedKey(key);
  }

  /**
   * By a signature that a certificate lets the peer check.
   *
   * @param key belongs to the first certificate; may live in any JCA provider
   * @param chain our certificate first, then those that lead to what the peer trusts, each issued
   *     by the next; a trust anchor at the end is needless
   * @throws IllegalArgumentException if {@code chain} is empty
   */
  static Signature certificate(PrivateKey key, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain is empty; the certificate of the key is wanted");
    }
    return new Signature(
        key, chain.get(0).getPublicKey(), chain, Optional.empty(), SignatureScheme.DEFAULT);
  }

  /**
   * By a signature whose public key the peer was told beforehand; it is sent too (RFC 7670).
   *
   * @param key may live in any JCA provider
   * @param publicKey belongs to {@code key}
   */
  static Signature publicKey(PrivateKey key, PublicKey publicKey) {
    return new Signature(key, publicKey, List.of(), Optional.empty(), SignatureScheme.DEFAULT);
  }

  /**
   * A secret that both ends share.
   *
   * @param key the secret
   */
  record SharedKey(PreSharedKey key) implements LocalAuthentication {
    /** A key is required. */
    public SharedKey {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * A private key.
   *
   * <p>The key is only ever handed to {@link java.security.Signature}, so it may be one that cannot
   * be read, of a PKCS#11 token or a key management service. Signing happens inside {@link
   * IkeSession#handle}: a key on a network makes its caller wait.
   *
   * <p>A provider need be named only if the JVM does not know it. Otherwise the key is offered to
   * one provider after the other, in the order of {@link java.security.Security#getProviders()},
   * until one takes it; those that cannot use a key without octets refuse it. A named provider is
   * the only one that is asked.
   *
   * @param key signs
   * @param publicKey checks what {@code key} signs
   * @param chain certificates to send, that of the key first; empty for a bare public key
   * @param provider signs with the key; if empty, the first in the JVM's order that takes it
   * @param schemes what may be used, best first; those that do not fit the key are passed over
   */
  record Signature(
      PrivateKey key,
      PublicKey publicKey,
      List<X509Certificate> chain,
      Optional<Provider> provider,
      List<SignatureScheme> schemes)
      implements LocalAuthentication {
    /**
     * @throws IllegalArgumentException if {@code schemes} is empty or the chain is not that of the
     *     public key
     */
    public Signature {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(publicKey, "publicKey");
      Objects.requireNonNull(provider, "provider");
      chain = List.copyOf(chain);
      schemes = List.copyOf(schemes);
      IkeAlgorithms.requireSome(schemes, "schemes");
      if (!chain.isEmpty() && !chain.get(0).getPublicKey().equals(publicKey)) {
        throw new IllegalArgumentException(
            "chain starts with the certificate of another public key: "
                + chain.get(0).getSubjectX500Principal());
      }
    }

    /** The same, signed by {@code provider}. */
    public Signature withProvider(Provider provider) {
      return new Signature(key, publicKey, chain, Optional.of(provider), schemes);
    }

    /** The same with other schemes, best first. */
    public Signature withSchemes(List<SignatureScheme> schemes) {
      return new Signature(key, publicKey, chain, provider, schemes);
    }

    /** Kind and owner of the key; some private keys would print themselves. */
    @Override
    public String toString() {
      return "Signature["
          + key.getAlgorithm()
          + (chain.isEmpty() ? "" : ", " + chain.get(0).getSubjectX500Principal())
          + "]";
    }
  }
}
