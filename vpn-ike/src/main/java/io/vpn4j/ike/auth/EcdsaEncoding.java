package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import java.math.BigInteger;

/**
 * An ECDSA signature as methods 9 to 11 have it, r | s of fixed length (RFC 4754 section 7), and as
 * the JCA has it, a SEQUENCE of two INTEGERs.
 */
final class EcdsaEncoding {
  private EcdsaEncoding() {}

  /** Octets of r, and of s. */
  private static int half(SignatureScheme scheme) {
    return switch (scheme.method()) {
      case 9 -> 32;
      case 10 -> 48;
      default -> 66;
    };
  }

  /** Whether {@code signature} is in DER to the octet; the JDK would take BER too. */
  static boolean isDer(Octets signature) {
    try {
      WireReader outer = WireReader.of(signature);
      WireReader in = Der.read(outer, Der.SEQUENCE, "ECDSA signature");
      BigInteger r = integer(in);
      BigInteger s = integer(in);
      in.expectEnd("ECDSA signature");
      return r.signum() > 0
          && s.signum() > 0
          && Der.element(Der.SEQUENCE, integer(r), integer(s)).equals(signature);
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  static Octets fixed(SignatureScheme scheme, Octets der) throws MalformedMessageException {
    WireReader outer = WireReader.of(der);
    WireReader in = Der.read(outer, Der.SEQUENCE, "ECDSA signature");
    BigInteger r = integer(in);
    BigInteger s = integer(in);
    in.expectEnd("ECDSA signature");
    return Octets.concat(padded(r, half(scheme)), padded(s, half(scheme)));
  }

  private static BigInteger integer(WireReader in) throws MalformedMessageException {
    byte[] octets = Der.read(in, Der.INTEGER, "r or s").rest().toByteArray();
    return octets.length == 0 ? BigInteger.ZERO : new BigInteger(octets);
  }

  private static Octets padded(BigInteger value, int octets) {
    byte[] minimal = value.toByteArray();
    byte[] all = new byte[octets];
    int taken = Math.min(minimal.length, octets);
    System.arraycopy(minimal, minimal.length - taken, all, octets - taken, taken);
    return Octets.of(all);
  }

  /** Any octets: what has the wrong length is no signature, and then checks as none. */
  static Octets der(SignatureScheme scheme, Octets fixed) {
    int half = half(scheme);
    if (fixed.length() != 2 * half) {
      return Octets.EMPTY;
    }
    return Der.element(
        Der.SEQUENCE, integer(fixed.slice(0, half)), integer(fixed.slice(half, 2 * half)));
  }

  private static Octets integer(Octets unsigned) {
    return integer(new BigInteger(1, unsigned.toByteArray()));
  }

  private static Octets integer(BigInteger value) {
    return Der.element(Der.INTEGER, Octets.of(value.toByteArray()));
  }
}
