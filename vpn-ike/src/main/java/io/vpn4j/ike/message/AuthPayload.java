package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * AUTH: the proof of an identity (RFC 7296 section 3.8).
 *
 * @param method the IANA number of the authentication method
 * @param data signature or MAC, as the method says
 * @param bits critical bit and the RESERVED field of three octets
 */
public record AuthPayload(int method, Octets data, PayloadBits bits) implements Payload {
  /** RSA Digital Signature. */
  public static final int RSA_DIGITAL_SIGNATURE = 1;

  /** Shared Key Message Integrity Code: a pre-shared key. */
  public static final int SHARED_KEY_MIC = 2;

  /** NULL Authentication (RFC 7619). */
  public static final int NULL = 13;

  /** Digital Signature, with its algorithm in front (RFC 7427). */
  public static final int DIGITAL_SIGNATURE = 14;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public AuthPayload {
    Unsigned.requireU8("authentication method", method);
    Objects.requireNonNull(data, "data");
    bits.requireReserved(PayloadBits.RESERVED_24);
  }

  /** What we send. */
  public AuthPayload(int method, Octets data) {
    this(method, data, PayloadBits.NONE);
  }

  static AuthPayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    int method = body.u8("authentication method");
    PayloadBits bits = PayloadBits.read24(headerBits, body);
    return new AuthPayload(method, body.rest(), bits);
  }

  @Override
  public PayloadType type() {
    return PayloadType.AUTH;
  }

  @Override
  public int bodyLength() {
    return 4 + data.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(method);
    bits.writeReserved24(out);
    out.octets(data);
  }

  /** Without the octets, from which a weak pre-shared key can be guessed. */
  @Override
  public String toString() {
    return "AuthPayload[method=" + method + ", " + data.length() + " octets]";
  }
}
