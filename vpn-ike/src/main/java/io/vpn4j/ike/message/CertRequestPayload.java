package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * CERTREQ: what certificates the sender would like (RFC 7296 section 3.7).
 *
 * @param encoding the IANA number of the encoding
 * @param authorities for X.509, SHA-1 hashes of 20 octets, one for each trusted authority's key
 * @param bits critical bit and reserved bits
 */
public record CertRequestPayload(int encoding, Octets authorities, PayloadBits bits)
    implements Payload {
  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public CertRequestPayload {
    Unsigned.requireU8("certificate encoding", encoding);
    Objects.requireNonNull(authorities, "authorities");
    bits.requireReserved(0);
  }

  /** What we send. */
  public CertRequestPayload(int encoding, Octets authorities) {
    this(encoding, authorities, PayloadBits.NONE);
  }

  static CertRequestPayload decode(int headerBits, WireReader body)
      throws MalformedMessageException {
    int encoding = body.u8("certificate encoding");
    return new CertRequestPayload(encoding, body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CERTREQ;
  }

  @Override
  public int bodyLength() {
    return 1 + authorities.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(encoding).octets(authorities);
  }
}
