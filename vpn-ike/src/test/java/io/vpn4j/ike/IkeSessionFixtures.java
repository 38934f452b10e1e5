package io.vpn4j.ike;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** Configurations and pairs of sessions that the tests of this package start from. */
final class IkeSessionFixtures {
  static final PreSharedKey KEY = PreSharedKey.of("fixture_Key.1");
  static final IkeIdentity LEFT = IkeIdentity.ofAddress(SimulatedLink.LEFT_500.address());
  static final IkeIdentity RIGHT = IkeIdentity.ofAddress(SimulatedLink.RIGHT_500.address());

  private IkeSessionFixtures() {}

  static IkeConfig.Builder left() {
    return IkeConfig.builder()
        .name("left")
        .localIdentity(LEFT)
        .peerIdentity(RIGHT)
        .preSharedKey(KEY)
        .ikeAlgorithms(FAST)
        .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128));
  }

  static IkeConfig.Builder right() {
    return IkeConfig.builder()
        .name("right")
        .localIdentity(RIGHT)
        .peerIdentity(LEFT)
        .preSharedKey(KEY)
        .ikeAlgorithms(FAST)
        .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128));
  }

  /** A suite that is quick to negotiate thousands of times. */
  static final IkeAlgorithms FAST =
      IkeAlgorithms.aead(
          EncryptionAlgorithm.AES_GCM_16_128,
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.CURVE25519);

  /** Everything that AWS permits in phase 1, lowest first, as its side evaluates it. */
  static final IkeAlgorithms AWS_PHASE_1 =
      new IkeAlgorithms(
          List.of(
              EncryptionAlgorithm.AES_CBC_128,
              EncryptionAlgorithm.AES_CBC_256,
              EncryptionAlgorithm.AES_GCM_16_128,
              EncryptionAlgorithm.AES_GCM_16_256),
          List.of(
              IntegrityAlgorithm.HMAC_SHA1_96,
              IntegrityAlgorithm.HMAC_SHA2_256_128,
              IntegrityAlgorithm.HMAC_SHA2_384_192,
              IntegrityAlgorithm.HMAC_SHA2_512_256),
          List.of(
              PrfAlgorithm.HMAC_SHA1,
              PrfAlgorithm.HMAC_SHA2_256,
              PrfAlgorithm.HMAC_SHA2_384,
              PrfAlgorithm.HMAC_SHA2_512),
          List.of(
              KeyExchangeMethod.MODP_1024,
              KeyExchangeMethod.MODP_2048,
              KeyExchangeMethod.MODP_3072,
              KeyExchangeMethod.MODP_4096,
              KeyExchangeMethod.MODP_6144,
              KeyExchangeMethod.MODP_8192,
              KeyExchangeMethod.ECP_256,
              KeyExchangeMethod.ECP_384,
              KeyExchangeMethod.ECP_521,
              KeyExchangeMethod.MODP_1024_160,
              KeyExchangeMethod.MODP_2048_224,
              KeyExchangeMethod.MODP_2048_256),
          AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160));

  /** Everything that AWS permits in phase 2. */
  static final ChildAlgorithms AWS_PHASE_2 =
      new ChildAlgorithms(
          AWS_PHASE_1.encryption(),
          AWS_PHASE_1.integrity(),
          AWS_PHASE_1.keyExchange(),
          AWS_PHASE_1.policy());

  /** Limits of a responder whose peers may all come from one address, and that asks no puzzles. */
  static IkeLimits limits(int maxHalfOpen, int cookieThreshold) {
    return IkeLimits.DEFAULT
        .withHalfOpen(maxHalfOpen, Integer.MAX_VALUE, Integer.MAX_VALUE)
        .withPuzzles(IkeLimits.Threshold.NEVER, 0)
        .withCookies(new IkeLimits.Threshold(cookieThreshold, cookieThreshold));
  }

  static SimulatedLink link(IkeConfig left, IkeConfig right, Weather weather, long seed) {
    return new SimulatedLink(
        IkeSession.initiator(left, IkeCrypto.of(new SeededSecureRandom(seed))),
        IkeSession.responder(right, IkeCrypto.of(new SeededSecureRandom(~seed))),
        weather,
        seed);
  }

  static SimulatedLink link(Consumer<IkeConfig.Builder> left, Consumer<IkeConfig.Builder> right) {
    IkeConfig.Builder l = left();
    IkeConfig.Builder r = right();
    left.accept(l);
    right.accept(r);
    return link(l.build(), r.build(), Weather.FINE, 1);
  }

  static SimulatedLink link() {
    return link(l -> {}, r -> {});
  }
}
