package io.vpn4j.ike.crypto;

import java.util.List;

/**
 * Who computes each primitive, best first: decided here once, and not by a measurement at start-up,
 * which would make two runs of one installation differ.
 *
 * <p>{@link Source#GIVEN} always goes first: who passes a provider (for FIPS, for an HSM, for
 * native code) wants it used. A source that lacks the primitive is passed over.
 */
enum Primitive {
  /** SHA-1 and SHA-2: the JDK's have CPU intrinsics. */
  DIGEST(Order.GIVEN_JVM),
  /** HMAC: as its digest. */
  HMAC(Order.GIVEN_JVM),
  /**
   * AES-CBC: the JDK's has CPU intrinsics, Bouncy Castle's computes by tables, ten times slower and
   * open to cache timing. AES-CMAC and AES-XCBC are one pass of it.
   */
  AES_CBC(Order.GIVEN_JVM),
  /** AES-CTR: as AES-CBC. */
  AES_CTR(Order.GIVEN_JVM),
  /** AES-GCM: as AES-CBC; the JDK's has no ICV of 8 octets, for that one Bouncy Castle. */
  AES_GCM(Order.GIVEN_JVM_BOUNCY_CASTLE),
  /** AES-CCM: the JDK has none. */
  AES_CCM(Order.GIVEN_BOUNCY_CASTLE),
  /** ChaCha20-Poly1305: the JDK's has CPU intrinsics from Java 20 on. */
  CHACHA20_POLY1305(Order.GIVEN_JVM),
  /** MODP: the JDK's {@code BigInteger} has intrinsics, which Bouncy Castle would use as well. */
  MODP(Order.GIVEN_JVM),
  /**
   * X25519 and X448: Bouncy Castle's are constant-time as the JDK's are, and about twice as fast,
   * for public values six times (measured on Java 17 and 25).
   */
  XDH(Order.GIVEN_BOUNCY_CASTLE),
  /**
   * ECDH: the JDK's for the curves of NIST, because it is constant-time. Bouncy Castle's is about
   * four times as fast (measured on Java 17) and is not; who prefers that passes its provider. The
   * JDK has no Brainpool curves.
   */
  ECDH(Order.GIVEN_JVM_BOUNCY_CASTLE),
  /**
   * ML-KEM: the JDK has it from Java 24 on, but not for Java 17, and without a way to a private key
   * from its seed that all its versions share.
   */
  ML_KEM(Order.BOUNCY_CASTLE);

  /** Where an implementation comes from. */
  enum Source {
    /** {@link io.vpn4j.ike.IkeCrypto#provider()}. */
    GIVEN,
    /** The providers of the JVM, in the order in which it has them. */
    JVM,
    /** Bouncy Castle's lightweight API, without a JCA provider. */
    BOUNCY_CASTLE
  }

  private enum Order {
    GIVEN_JVM,
    GIVEN_JVM_BOUNCY_CASTLE,
    GIVEN_BOUNCY_CASTLE,
    BOUNCY_CASTLE
  }

  private final Order order;

  Primitive(Order order) {
    this.order = order;
  }

  /** Best first. */
  List<Source> order() {
    return switch (order) {
      case GIVEN_JVM -> List.of(Source.GIVEN, Source.JVM);
      case GIVEN_JVM_BOUNCY_CASTLE -> List.of(Source.GIVEN, Source.JVM, Source.BOUNCY_CASTLE);
      case GIVEN_BOUNCY_CASTLE -> List.of(Source.GIVEN, Source.BOUNCY_CASTLE);
      case BOUNCY_CASTLE -> List.of(Source.BOUNCY_CASTLE);
    };
  }
}
