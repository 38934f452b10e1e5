package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * IDi or IDr: who a side says it is (RFC 7296 section 3.5).
 *
 * <p>{@link #bodyOctets} is the RestOfInitIDPayload or RestOfRespIDPayload of section 2.15.
 *
 * @param initiator whether this is IDi
 * @param idType the IANA number of the kind of identification
 * @param data as {@code idType} says; an address has 4 or 16 octets, which is for the reader to
 *     check
 * @param bits critical bit and the RESERVED field of three octets
 */
public record IdPayload(boolean initiator, int idType, Octets data, PayloadBits bits)
    implements Payload {
  /** An IPv4 address of four octets. */
  public static final int IPV4_ADDR = 1;

  /** A domain name without terminator. */
  public static final int FQDN = 2;

  /** A mail address without terminator. */
  public static final int RFC822_ADDR = 3;

  /** An IPv6 address of sixteen octets. */
  public static final int IPV6_ADDR = 5;

  /** A distinguished name in DER. */
  public static final int DER_ASN1_DN = 9;

  /** A general name in DER. */
  public static final int DER_ASN1_GN = 10;

  /** Any octets that both sides understand. */
  public static final int KEY_ID = 11;

  /** Nobody in particular (RFC 7619). */
  public static final int NULL = 13;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public IdPayload {
    Unsigned.requireU8("ID type", idType);
    Objects.requireNonNull(data, "data");
    bits.requireReserved(PayloadBits.RESERVED_24);
  }

  /** What we send. */
  public IdPayload(boolean initiator, int idType, Octets data) {
    this(initiator, idType, data, PayloadBits.NONE);
  }

  static IdPayload decode(boolean initiator, int headerBits, WireReader body)
      throws MalformedMessageException {
    int idType = body.u8("ID type");
    PayloadBits bits = PayloadBits.read24(headerBits, body);
    return new IdPayload(initiator, idType, body.rest(), bits);
  }

  @Override
  public PayloadType type() {
    return initiator ? PayloadType.IDI : PayloadType.IDR;
  }

  @Override
  public int bodyLength() {
    return 4 + data.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(idType);
    bits.writeReserved24(out);
    out.octets(data);
  }
}
