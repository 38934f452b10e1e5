package io.vpn4j.ike;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A token: its private keys have no octets to ask for and are of use to nobody else, and it signs
 * with no others.
 */
final class TokenProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private final transient List<String> signed = new ArrayList<>();

  TokenProvider() {
    super("Token", "1", "signs with keys that stay where they are");
    for (String algorithm :
        List.of(
            "RSASSA-PSS",
            "SHA256withRSA",
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA")) {
      putService(new Signing(this, algorithm));
    }
  }

  /** A name for {@code inside}. */
  PrivateKey hold(PrivateKey inside) {
    return new Handle(inside);
  }

  /** What was signed by, in this order. */
  List<String> signed() {
    return List.copyOf(signed);
  }

  private static final class Handle implements PrivateKey {
    private static final long serialVersionUID = 1L;

    private final transient PrivateKey inside;

    Handle(PrivateKey inside) {
      this.inside = inside;
    }

    @Override
    public String getAlgorithm() {
      return inside.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  private final class Signing extends Service {
    Signing(Provider provider, String algorithm) {
      super(provider, "Signature", algorithm, TokenSignature.class.getName(), List.of(), Map.of());
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      return new TokenSignature(getAlgorithm());
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return parameter instanceof Handle;
    }
  }

  private final class TokenSignature extends SignatureSpi {
    private final Signature signature;

    TokenSignature(String algorithm) throws NoSuchAlgorithmException {
      signature = Signature.getInstance(algorithm);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof Handle handle)) {
        throw new InvalidKeyException("not in the token");
      }
      signature.initSign(handle.inside);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("the token only signs");
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters)
        throws InvalidAlgorithmParameterException {
      signature.setParameter(parameters);
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      signature.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
      signature.update(octets, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      signed.add(signature.getAlgorithm());
      return signature.sign();
    }

    @Override
    protected boolean engineVerify(byte[] octets) throws SignatureException {
      throw new SignatureException("the token only signs");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
