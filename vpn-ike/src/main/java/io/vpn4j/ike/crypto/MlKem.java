package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * ML-KEM of FIPS 203: the initiator sends an encapsulation key, the responder a ciphertext.
 *
 * <p>The decapsulation key is held as its seed d | z, the form that FIPS 203 section 3.3 permits,
 * and made anew when the ciphertext comes: 64 octets instead of up to 3,168.
 *
 * @param method ML_KEM_512, ML_KEM_768 or ML_KEM_1024
 */
record MlKem(KeyExchangeMethod method, MLKEMParameters parameters) {
  /** Of d | z, each as long as {@link #RANDOMNESS_OCTETS}. */
  static final int SEED_OCTETS = 64;

  /** Of m, which encapsulation draws. */
  static final int RANDOMNESS_OCTETS = 32;

  private static final int Q = 3329;

  /** Octets of rho, behind the coefficients of an encapsulation key. */
  private static final int RHO_OCTETS = 32;

  static MlKem of(KeyExchangeMethod method) {
    return new MlKem(
        method,
        switch (method) {
          case ML_KEM_512 -> MLKEMParameters.ml_kem_512;
          case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
          case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
          case MODP_1024,
              MODP_1536,
              MODP_2048,
              MODP_3072,
              MODP_4096,
              MODP_6144,
              MODP_8192,
              MODP_1024_160,
              MODP_2048_224,
              MODP_2048_256,
              ECP_256,
              ECP_384,
              ECP_521,
              BRAINPOOL_256,
              BRAINPOOL_384,
              BRAINPOOL_512,
              CURVE25519,
              CURVE448 ->
              throw new IllegalArgumentException(method + " is not ML-KEM");
        });
  }

  /** ML-KEM.KeyGen_internal (FIPS 203 algorithm 16): the encapsulation key of {@code seed}. */
  byte[] encapsulationKey(byte[] seed) {
    return decapsulationKey(seed).getPublicKey();
  }

  /**
   * The input check of FIPS 203 section 7.2: type and modulus.
   *
   * @throws InvalidKeyExchangeException if {@code encapsulationKey} must not be used
   */
  void check(byte[] encapsulationKey) throws InvalidKeyExchangeException {
    if (encapsulationKey.length != method.offerOctets()) {
      throw invalid(InvalidKeyExchangeException.Reason.WRONG_LENGTH);
    }
    // ByteDecode_12 packs two coefficients into three octets, little-endian.
    for (int at = 0; at < encapsulationKey.length - RHO_OCTETS; at += 3) {
      int low = encapsulationKey[at] & 0xff;
      int middle = encapsulationKey[at + 1] & 0xff;
      int high = encapsulationKey[at + 2] & 0xff;
      if ((low | (middle & 0x0f) << 8) >= Q || (middle >>> 4 | high << 4) >= Q) {
        throw invalid(InvalidKeyExchangeException.Reason.OUT_OF_RANGE);
      }
    }
  }

  /**
   * ML-KEM.Encaps (FIPS 203 algorithm 20) of a key that passed {@link #check}.
   *
   * @param m {@link #RANDOMNESS_OCTETS} octets; read only
   */
  KeyExchange.Reply encapsulate(byte[] encapsulationKey, byte[] m) {
    SecretWithEncapsulation result =
        MLKEMGenerator.internalGenerateEncapsulated(
            new MLKEMPublicKeyParameters(parameters, encapsulationKey), m);
    byte[] ciphertext = result.getEncapsulation();
    byte[] secret = result.getSecret();
    try {
      result.destroy();
    } catch (DestroyFailedException e) {
      throw new IllegalStateException("Bouncy Castle keeps the secret of " + method, e);
    }
    return new KeyExchange.Reply(method, ciphertext, secret);
  }

  /** Draws m and encapsulates. */
  KeyExchange.Reply reply(IkeCrypto crypto, byte[] encapsulationKey)
      throws InvalidKeyExchangeException {
    check(encapsulationKey);
    byte[] m = new byte[RANDOMNESS_OCTETS];
    crypto.random().nextBytes(m);
    try {
      return encapsulate(encapsulationKey, m);
    } finally {
      Arrays.fill(m, (byte) 0);
    }
  }

  /**
   * ML-KEM.Decaps (FIPS 203 algorithm 21). A ciphertext that nobody made for this key gives a
   * secret that nobody knows (implicit rejection), not an error.
   *
   * @param decapsulationKey its seed, or all of it
   * @throws InvalidKeyExchangeException if {@code ciphertext} has the wrong length (section 7.3)
   */
  byte[] decapsulate(byte[] decapsulationKey, byte[] ciphertext)
      throws InvalidKeyExchangeException {
    if (ciphertext.length != method.replyOctets()) {
      throw invalid(InvalidKeyExchangeException.Reason.WRONG_LENGTH);
    }
    MLKEMPrivateKeyParameters key = decapsulationKey(decapsulationKey);
    try {
      return new MLKEMExtractor(key).extractSecret(ciphertext);
    } finally {
      key.destroy();
    }
  }

  private MLKEMPrivateKeyParameters decapsulationKey(byte[] seed) {
    return new MLKEMPrivateKeyParameters(parameters, seed);
  }

  private InvalidKeyExchangeException invalid(InvalidKeyExchangeException.Reason reason) {
    return new InvalidKeyExchangeException(method, reason);
  }
}
