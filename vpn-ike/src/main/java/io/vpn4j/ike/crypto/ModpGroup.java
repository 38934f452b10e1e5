package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.spec.DHPrivateKeySpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;

/**
 * Modular exponentiation groups: RFC 2409 (2), RFC 3526 (5, 14 to 18), RFC 5114 (22 to 24).
 *
 * <p>The exponentiation is the provider's. The JDK's is {@code BigInteger.modPow}, which is not
 * constant-time; as each private value serves one exchange, a peer can time it about once.
 */
final class ModpGroup extends DiffieHellman {
  private static final BigInteger ONE = BigInteger.ONE;

  private final BigInteger p;
  private final BigInteger g;

  /** The order of the subgroup, where the peer's value must be tested for it. */
  private final Optional<BigInteger> q;

  /** Private values are 1 to this, without it. */
  private final BigInteger privateBound;

  private ModpGroup(
      KeyExchangeMethod method, DHParameters group, Optional<BigInteger> q, BigInteger bound) {
    super(method);
    this.p = group.getP();
    this.g = group.getG();
    this.q = q;
    this.privateBound = bound;
  }

  /**
   * The group of a MODP method.
   *
   * <p>Private values are short for speed: the larger "exponent size" of RFC 3526 section 8, which
   * is twice the larger estimate of the group's strength and more than RFC 7919 section 5.2 asks
   * for. Group 2 is not in that table and gets what group 5 gets.
   */
  static ModpGroup of(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_1024 -> safePrime(method, DHStandardGroups.rfc2409_1024, 240);
      case MODP_1536 -> safePrime(method, DHStandardGroups.rfc3526_1536, 240);
      case MODP_2048 -> safePrime(method, DHStandardGroups.rfc3526_2048, 320);
      case MODP_3072 -> safePrime(method, DHStandardGroups.rfc3526_3072, 420);
      case MODP_4096 -> safePrime(method, DHStandardGroups.rfc3526_4096, 480);
      case MODP_6144 -> safePrime(method, DHStandardGroups.rfc3526_6144, 540);
      case MODP_8192 -> safePrime(method, DHStandardGroups.rfc3526_8192, 620);
      case MODP_1024_160 -> subgroup(method, Rfc5114Groups.MODP_1024_160);
      case MODP_2048_224 -> subgroup(method, Rfc5114Groups.MODP_2048_224);
      case MODP_2048_256 -> subgroup(method, Rfc5114Groups.MODP_2048_256);
      case ECP_256,
          ECP_384,
          ECP_521,
          BRAINPOOL_256,
          BRAINPOOL_384,
          BRAINPOOL_512,
          CURVE25519,
          CURVE448,
          ML_KEM_512,
          ML_KEM_768,
          ML_KEM_1024 ->
          throw notHere(method);
    };
  }

  private static ModpGroup safePrime(
      KeyExchangeMethod method, DHParameters group, int exponentBits) {
    return new ModpGroup(method, group, Optional.empty(), ONE.shiftLeft(exponentBits));
  }

  /** Private values as long as the order of the subgroup (RFC 5114 section 4). */
  private static ModpGroup subgroup(KeyExchangeMethod method, DHParameters group) {
    return new ModpGroup(method, group, Optional.of(group.getQ()), group.getQ());
  }

  BigInteger p() {
    return p;
  }

  BigInteger g() {
    return g;
  }

  Optional<BigInteger> q() {
    return q;
  }

  BigInteger privateBound() {
    return privateBound;
  }

  @Override
  Keys newKeys(IkeCrypto crypto) {
    BigInteger x = draw(crypto.random(), privateBound);
    int octets = (privateBound.subtract(ONE).bitLength() + 7) / 8;
    JcaAgreement jca = jca(crypto);
    return new Keys(
        toOctets(x, octets), jca.agreeWithGenerator(key(jca, x), new DHPublicKeySpec(g, p, g)));
  }

  /**
   * RFC 6989 section 2.1: 1 &lt; y &lt; p-1 keeps the peer from forcing a secret of 1 or -1, which
   * is all that a safe prime needs; section 2.2: elsewhere {@code y^q mod p} must be 1 too.
   */
  @Override
  Peer peer(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException {
    checkLength(peerValue);
    BigInteger y = new BigInteger(1, peerValue);
    if (y.compareTo(ONE) <= 0 || y.compareTo(p.subtract(ONE)) >= 0) {
      throw invalid(InvalidKeyExchangeException.Reason.OUT_OF_RANGE);
    }
    if (q.isPresent() && !y.modPow(q.get(), p).equals(ONE)) {
      throw invalid(InvalidKeyExchangeException.Reason.OUTSIDE_SUBGROUP);
    }
    JcaAgreement jca = jca(crypto);
    PublicKey peer = jca.publicKey(new DHPublicKeySpec(y, p, g));
    return privateValue -> jca.agree(key(jca, new BigInteger(1, privateValue)), peer);
  }

  @Override
  int secretOctets() {
    return method().offerOctets();
  }

  private JcaAgreement jca(IkeCrypto crypto) {
    return new JcaAgreement(this, crypto, Primitive.MODP, "DH", "DH", secretOctets());
  }

  private PrivateKey key(JcaAgreement jca, BigInteger x) {
    return jca.privateKey(new DHPrivateKeySpec(x, p, g));
  }
}
