package io.vpn4j.ike;

import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Who a peer says it is: the type and data of an ID payload (RFC 7296 section 3.5).
 *
 * <p>Two identities are equal when type and octets are; no name is resolved and no case folded.
 */
public final class IkeIdentity {
  private final int type;
  private final byte[] data;

  private IkeIdentity(int type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /** ID_IPV4_ADDR or ID_IPV6_ADDR: what AWS uses on both sides with a pre-shared key. */
  public static IkeIdentity ofAddress(IpAddress address) {
    return new IkeIdentity(
        address.isIpv4() ? IdPayload.IPV4_ADDR : IdPayload.IPV6_ADDR, address.toOctets());
  }

  /** ID_FQDN, for example {@code gw.example.com}. */
  public static IkeIdentity ofFqdn(String name) {
    return new IkeIdentity(IdPayload.FQDN, name.getBytes(StandardCharsets.UTF_8));
  }

  /** ID_RFC822_ADDR, for example {@code admin@example.com}. */
  public static IkeIdentity ofEmail(String address) {
    return new IkeIdentity(IdPayload.RFC822_ADDR, address.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * ID_DER_ASN1_DN: the name of the subject of a certificate.
   *
   * @see java.security.cert.X509Certificate#getSubjectX500Principal()
   */
  public static IkeIdentity ofDistinguishedName(X500Principal name) {
    return new IkeIdentity(IdPayload.DER_ASN1_DN, name.getEncoded());
  }

  /**
   * ID_DER_ASN1_DN from text, for example {@code CN=gw, O=Example}.
   *
   * @throws IllegalArgumentException if {@code name} is not a distinguished name (RFC 2253)
   */
  public static IkeIdentity ofDistinguishedName(String name) {
    return ofDistinguishedName(new X500Principal(name));
  }

  /** ID_KEY_ID: opaque octets. */
  public static IkeIdentity ofKeyId(byte[] octets) {
    return new IkeIdentity(IdPayload.KEY_ID, octets.clone());
  }

  /**
   * An identity of any type.
   *
   * @param type the IANA number of the ID type, 0 to 255
   * @param data the Identification Data; copied
   */
  public static IkeIdentity of(int type, byte[] data) {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("ID type " + type + " is not 0 to 255");
    }
    return new IkeIdentity(type, data.clone());
  }

  /** The IANA number of the ID type. */
  public int type() {
    return type;
  }

  /**
   * Whether both mean the same. As {@link #equals}, but distinguished names may differ in case,
   * spaces and kind of string (RFC 5280 section 7.1).
   */
  public boolean denotes(IkeIdentity other) {
    if (equals(other)) {
      return true;
    }
    Optional<X500Principal> name = distinguishedName();
    return name.isPresent() && name.equals(other.distinguishedName());
  }

  /** The name, if this is one that parses. */
  private Optional<X500Principal> distinguishedName() {
    if (type != IdPayload.DER_ASN1_DN) {
      return Optional.empty();
    }
    try {
      return Optional.of(new X500Principal(data));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A peer may claim any octets.
    }
  }

  /** A copy of the Identification Data. */
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IkeIdentity id && type == id.type && Arrays.equals(data, id.data);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(data);
  }

  /** The identity as operators write it; octets that are no text are shown in hexadecimal. */
  @Override
  public String toString() {
    if ((type == IdPayload.IPV4_ADDR && data.length == 4)
        || (type == IdPayload.IPV6_ADDR && data.length == 16)) {
      return IpAddress.ofOctets(data).toString();
    }
    if (type == IdPayload.FQDN || type == IdPayload.RFC822_ADDR) {
      return printable(data);
    }
    Optional<X500Principal> name = distinguishedName();
    if (name.isPresent()) {
      return printable(name.get().getName().getBytes(StandardCharsets.UTF_8));
    }
    return "ID type " + type + " 0x" + HexFormat.of().formatHex(data);
  }

  /** A peer chooses these octets: nothing that could forge a line of a log gets through. */
  private static String printable(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length);
    for (byte octet : octets) {
      if (octet > 0x20 && octet < 0x7f) {
        text.append((char) octet);
      } else {
        text.append(String.format("\\x%02x", octet));
      }
    }
    return text.toString();
  }
}
