package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * CERT: a certificate or what leads to one (RFC 7296 section 3.6).
 *
 * @param encoding the IANA number of the encoding
 * @param data as the encoding says
 * @param bits critical bit and reserved bits
 */
public record CertPayload(int encoding, Octets data, PayloadBits bits) implements Payload {
  /** A DER-encoded X.509 certificate whose key checks AUTH. */
  public static final int X509_SIGNATURE = 4;

  /** SHA-1 and URL of a certificate. */
  public static final int HASH_AND_URL_X509 = 12;

  /** SHA-1 and URL of a bundle of certificates. */
  public static final int HASH_AND_URL_BUNDLE = 13;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public CertPayload {
    Unsigned.requireU8("certificate encoding", encoding);
    Objects.requireNonNull(data, "data");
    bits.requireReserved(0);
  }

  /** What we send. */
  public CertPayload(int encoding, Octets data) {
    this(encoding, data, PayloadBits.NONE);
  }

  static CertPayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    int encoding = body.u8("certificate encoding");
    return new CertPayload(encoding, body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CERT;
  }

  @Override
  public int bodyLength() {
    return 1 + data.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(encoding).octets(data);
  }
}
