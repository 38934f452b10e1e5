package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;

/**
 * Finds JCA primitives in the order of {@link Primitive}.
 *
 * <p>A primitive that nobody has is a fault of the installation, so it is unchecked: every
 * algorithm asked for here is in the JDK's {@code java.base}, or Bouncy Castle has it.
 */
final class Primitives {
  private interface FromProvider<T> {
    T find(Provider provider) throws GeneralSecurityException;
  }

  private interface FromJvm<T> {
    T find() throws GeneralSecurityException;
  }

  private Primitives() {}

  static MessageDigest digest(IkeCrypto crypto, String name) {
    return required(
        name,
        find(
            crypto,
            Primitive.DIGEST,
            provider -> MessageDigest.getInstance(name, provider),
            () -> MessageDigest.getInstance(name)));
  }

  /** An HMAC that {@code key} is set on already; any length of key, also none. */
  static Mac hmac(IkeCrypto crypto, String name, byte[] key) {
    Mac mac =
        required(
            name,
            find(
                crypto,
                Primitive.HMAC,
                provider -> Mac.getInstance(name, provider),
                () -> Mac.getInstance(name)));
    try {
      mac.init(RawKey.hmac(name, key));
    } catch (InvalidKeyException e) {
      throw refused(name, e);
    }
    return mac;
  }

  /** A cipher of {@code java.base}. */
  static Cipher cipher(IkeCrypto crypto, Primitive primitive, String name) {
    return required(name, cipherIfAny(crypto, primitive, name));
  }

  /** Empty if it is for Bouncy Castle's lightweight API. */
  static Optional<Cipher> cipherIfAny(IkeCrypto crypto, Primitive primitive, String name) {
    return find(
        crypto,
        primitive,
        provider -> Cipher.getInstance(name, provider),
        () -> Cipher.getInstance(name));
  }

  static KeyAgreement keyAgreement(IkeCrypto crypto, Primitive primitive, String name) {
    return required(
        name,
        find(
            crypto,
            primitive,
            provider -> KeyAgreement.getInstance(name, provider),
            () -> KeyAgreement.getInstance(name)));
  }

  /** Whether JCA is to compute it, not Bouncy Castle's lightweight API. */
  static boolean hasKeyAgreement(IkeCrypto crypto, Primitive primitive, String name) {
    return find(
            crypto,
            primitive,
            provider -> KeyAgreement.getInstance(name, provider),
            () -> KeyAgreement.getInstance(name))
        .isPresent();
  }

  static KeyFactory keyFactory(IkeCrypto crypto, Primitive primitive, String name) {
    return required(
        name,
        find(
            crypto,
            primitive,
            provider -> KeyFactory.getInstance(name, provider),
            () -> KeyFactory.getInstance(name)));
  }

  static KeyPairGenerator keyPairGenerator(IkeCrypto crypto, Primitive primitive, String name) {
    return required(
        name,
        find(
            crypto,
            primitive,
            provider -> KeyPairGenerator.getInstance(name, provider),
            () -> KeyPairGenerator.getInstance(name)));
  }

  /** Empty if it is for Bouncy Castle's lightweight API. */
  static Optional<AlgorithmParameters> parametersIfAny(
      IkeCrypto crypto, Primitive primitive, String name) {
    return find(
        crypto,
        primitive,
        provider -> AlgorithmParameters.getInstance(name, provider),
        () -> AlgorithmParameters.getInstance(name));
  }

  /** What to throw when a provider refuses our own key or parameters. */
  static IllegalStateException refused(String name, GeneralSecurityException cause) {
    return new IllegalStateException("the JCA provider refuses our use of " + name, cause);
  }

  private static <T> T required(String name, Optional<T> found) {
    return found.orElseThrow(() -> new IllegalStateException("no JCA provider has " + name));
  }

  private static <T> Optional<T> find(
      IkeCrypto crypto, Primitive primitive, FromProvider<T> fromProvider, FromJvm<T> fromJvm) {
    for (Primitive.Source source : primitive.order()) {
      try {
        switch (source) {
          case GIVEN -> {
            if (crypto.provider().isPresent()) {
              return Optional.of(fromProvider.find(crypto.provider().get()));
            }
          }
          case JVM -> {
            return Optional.of(fromJvm.find());
          }
          case BOUNCY_CASTLE -> {
            return Optional.empty();
          }
        }
      } catch (NoSuchAlgorithmException e) {
        // The next source, then.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a JCA provider fails on " + primitive, e);
      }
    }
    return Optional.empty();
  }
}
