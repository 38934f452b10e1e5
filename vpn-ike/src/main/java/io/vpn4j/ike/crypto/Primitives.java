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
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;

/**
 * Finds JCA primitives: the given provider is asked first, then the JVM's own in their order.
 *
 * <p>A primitive that nobody has is a fault of the installation, so it is unchecked: every
 * algorithm asked for here is in the JDK (modules {@code java.base} and {@code jdk.crypto.ec}).
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
    return find(
        crypto,
        name,
        provider -> MessageDigest.getInstance(name, provider),
        () -> MessageDigest.getInstance(name));
  }

  /** An HMAC that {@code key} is set on already; any length of key, also none. */
  static Mac hmac(IkeCrypto crypto, String name, byte[] key) {
    Mac mac =
        find(
            crypto, name, provider -> Mac.getInstance(name, provider), () -> Mac.getInstance(name));
    try {
      mac.init(RawKey.hmac(name, key));
    } catch (InvalidKeyException e) {
      throw refused(name, e);
    }
    return mac;
  }

  static Cipher cipher(IkeCrypto crypto, String name) {
    return find(
        crypto,
        name,
        provider -> Cipher.getInstance(name, provider),
        () -> Cipher.getInstance(name));
  }

  static KeyAgreement keyAgreement(IkeCrypto crypto, String name) {
    return find(
        crypto,
        name,
        provider -> KeyAgreement.getInstance(name, provider),
        () -> KeyAgreement.getInstance(name));
  }

  static KeyFactory keyFactory(IkeCrypto crypto, String name) {
    return find(
        crypto,
        name,
        provider -> KeyFactory.getInstance(name, provider),
        () -> KeyFactory.getInstance(name));
  }

  static KeyPairGenerator keyPairGenerator(IkeCrypto crypto, String name) {
    return find(
        crypto,
        name,
        provider -> KeyPairGenerator.getInstance(name, provider),
        () -> KeyPairGenerator.getInstance(name));
  }

  static AlgorithmParameters parameters(IkeCrypto crypto, String name) {
    return find(
        crypto,
        name,
        provider -> AlgorithmParameters.getInstance(name, provider),
        () -> AlgorithmParameters.getInstance(name));
  }

  /** What to throw when a provider refuses our own key or parameters. */
  static IllegalStateException refused(String name, GeneralSecurityException cause) {
    return new IllegalStateException("the JCA provider refuses our use of " + name, cause);
  }

  private static <T> T find(
      IkeCrypto crypto, String name, FromProvider<T> fromProvider, FromJvm<T> fromJvm) {
    try {
      if (crypto.provider().isPresent()) {
        try {
          return fromProvider.find(crypto.provider().get());
        } catch (NoSuchAlgorithmException e) {
          return fromJvm.find();
        }
      }
      return fromJvm.find();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no JCA provider has " + name, e);
    }
  }
}
