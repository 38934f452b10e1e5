package io.vpn4j.ike;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/** Lets the JVM compute HMAC-SHA-256 and X25519, and counts how often that is asked for. */
final class CountingProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private transient long macs;
  private transient long agreements;

  CountingProvider() {
    super("Counting", "1", "counts what is computed");
    putService(new Counted(this, "Mac", "HmacSHA256", () -> new CountedMac()));
    putService(new Counted(this, "KeyAgreement", "X25519", () -> new CountedAgreement()));
    putService(new Counted(this, "KeyFactory", "X25519", () -> ofJvm("KeyFactory")));
    putService(new Counted(this, "KeyPairGenerator", "X25519", () -> ofJvm("KeyPairGenerator")));
  }

  /** What belongs to a key agreement and is to be had where that is. */
  private static Object ofJvm(String type) {
    try {
      return Security.getProvider("SunEC").getService(type, "X25519").newInstance(null);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** How many HMACs have been computed. */
  long macs() {
    return macs;
  }

  /** How many scalar multiplications of key agreements have been computed. */
  long agreements() {
    return agreements;
  }

  private static final class Counted extends Service {
    private final transient Supplier<Object> spi;

    Counted(Provider provider, String type, String algorithm, Supplier<Object> spi) {
      super(provider, type, algorithm, "counted", List.of(), Map.of());
      this.spi = spi;
    }

    @Override
    public Object newInstance(Object parameter) {
      return spi.get();
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return true;
    }
  }

  private final class CountedMac extends MacSpi {
    private final Mac mac;

    CountedMac() {
      try {
        mac = Mac.getInstance("HmacSHA256", "SunJCE");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected int engineGetMacLength() {
      return mac.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      mac.init(key, parameters);
    }

    @Override
    protected void engineUpdate(byte input) {
      mac.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      mac.update(input, offset, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      macs++;
      return mac.doFinal();
    }

    @Override
    protected void engineReset() {
      mac.reset();
    }
  }

  private final class CountedAgreement extends KeyAgreementSpi {
    private final KeyAgreement agreement;

    CountedAgreement() {
      try {
        agreement = KeyAgreement.getInstance("X25519", "SunEC");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
      agreement.init(key, random);
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      agreement.init(key, parameters, random);
    }

    @Override
    protected Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
      return agreement.doPhase(key, lastPhase);
    }

    @Override
    protected byte[] engineGenerateSecret() {
      agreements++;
      return agreement.generateSecret();
    }

    @Override
    protected int engineGenerateSecret(byte[] secret, int offset) throws ShortBufferException {
      agreements++;
      return agreement.generateSecret(secret, offset);
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm)
        throws NoSuchAlgorithmException, InvalidKeyException {
      agreements++;
      return agreement.generateSecret(algorithm);
    }
  }
}
