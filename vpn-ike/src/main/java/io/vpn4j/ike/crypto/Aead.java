package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EncryptionAlgorithm.Mode;
import io.vpn4j.ike.IkeCrypto;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The AEAD functions of RFC 5116: (key, nonce, associated data, text) to text. By JCA where it has
 * them, by Bouncy Castle's lightweight API otherwise ({@link Primitive}).
 */
final class Aead {
  private Aead() {}

  /** Ciphertext, then ICV. */
  static byte[] seal(
      IkeCrypto crypto,
      EncryptionAlgorithm algorithm,
      byte[] key,
      byte[] nonce,
      byte[] aad,
      byte[] plaintext) {
    try {
      Optional<Cipher> jca = jca(crypto, algorithm, Cipher.ENCRYPT_MODE, key, nonce);
      if (jca.isPresent()) {
        jca.get().updateAAD(aad);
        return jca.get().doFinal(plaintext);
      }
      return run(bouncyCastle(algorithm, true, key, nonce, aad), plaintext);
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(algorithm.name(), e);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(algorithm + " does not encrypt", e);
    }
  }

  /**
   * The plaintext; empty if the ICV does not hold.
   *
   * @param sealed at least an ICV long
   */
  static Optional<byte[]> open(
      IkeCrypto crypto,
      EncryptionAlgorithm algorithm,
      byte[] key,
      byte[] nonce,
      byte[] aad,
      byte[] sealed) {
    try {
      Optional<Cipher> jca = jca(crypto, algorithm, Cipher.DECRYPT_MODE, key, nonce);
      if (jca.isPresent()) {
        jca.get().updateAAD(aad);
        return Optional.of(jca.get().doFinal(sealed));
      }
      return Optional.of(run(bouncyCastle(algorithm, false, key, nonce, aad), sealed));
    } catch (AEADBadTagException | InvalidCipherTextException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(algorithm.name(), e);
    }
  }

  /** Empty if no provider has the cipher, or not with an ICV of this length. */
  private static Optional<Cipher> jca(
      IkeCrypto crypto, EncryptionAlgorithm algorithm, int mode, byte[] key, byte[] nonce)
      throws GeneralSecurityException {
    Optional<Cipher> cipher =
        Primitives.cipherIfAny(crypto, primitive(algorithm), jcaName(algorithm));
    if (cipher.isEmpty()) {
      return cipher;
    }
    try {
      cipher.get().init(mode, key(algorithm, key), parameters(algorithm, nonce), crypto.random());
    } catch (InvalidAlgorithmParameterException e) {
      return Optional.empty();
    }
    return cipher;
  }

  private static Primitive primitive(EncryptionAlgorithm algorithm) {
    return switch (algorithm.mode()) {
      case GCM -> Primitive.AES_GCM;
      case CCM -> Primitive.AES_CCM;
      case CHACHA20_POLY1305 -> Primitive.CHACHA20_POLY1305;
      case CBC, CTR -> throw notAead(algorithm);
    };
  }

  private static String jcaName(EncryptionAlgorithm algorithm) {
    return switch (algorithm.mode()) {
      case GCM -> "AES/GCM/NoPadding";
      case CCM -> "AES/CCM/NoPadding";
      case CHACHA20_POLY1305 -> "ChaCha20-Poly1305";
      case CBC, CTR -> throw notAead(algorithm);
    };
  }

  private static RawKey key(EncryptionAlgorithm algorithm, byte[] key) {
    return algorithm.mode() == Mode.CHACHA20_POLY1305 ? RawKey.chaCha20(key) : RawKey.aes(key);
  }

  private static AlgorithmParameterSpec parameters(EncryptionAlgorithm algorithm, byte[] nonce) {
    return algorithm.mode() == Mode.CHACHA20_POLY1305
        ? new IvParameterSpec(nonce)
        : new GCMParameterSpec(algorithm.icvOctets() * 8, nonce);
  }

  private static AEADCipher bouncyCastle(
      EncryptionAlgorithm algorithm, boolean forEncryption, byte[] key, byte[] nonce, byte[] aad) {
    AEADCipher cipher =
        switch (algorithm.mode()) {
          case GCM -> GCMBlockCipher.newInstance(AESEngine.newInstance());
          case CCM -> CCMBlockCipher.newInstance(AESEngine.newInstance());
          case CHACHA20_POLY1305 ->
              throw new IllegalStateException("no JCA provider has " + algorithm);
          case CBC, CTR -> throw notAead(algorithm);
        };
    cipher.init(
        forEncryption,
        new AEADParameters(new KeyParameter(key), algorithm.icvOctets() * 8, nonce, aad));
    return cipher;
  }

  private static byte[] run(AEADCipher cipher, byte[] text) throws InvalidCipherTextException {
    byte[] output = new byte[cipher.getOutputSize(text.length)];
    int done = cipher.processBytes(text, 0, text.length, output, 0);
    done += cipher.doFinal(output, done);
    return done == output.length ? output : Arrays.copyOf(output, done);
  }

  private static IllegalStateException notAead(EncryptionAlgorithm algorithm) {
    return new IllegalStateException(algorithm + " is not an AEAD");
  }
}
