package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One destination of a plain family: a prefix, and a path identifier where RFC 7911 is agreed on.
 *
 * <p>The path identifier is on the wire exactly if it is here. Bits behind the prefix length are
 * irrelevant (RFC 4271 section 4.3): they are dropped when read and zero when written.
 *
 * @param prefix the destination
 * @param pathId 0 to 4,294,967,295, or {@link #NO_PATH_ID}
 */
public record Nlri(IpPrefix prefix, long pathId) {
  /** There is no path identifier. */
  public static final long NO_PATH_ID = -1;

  /**
   * @throws IllegalArgumentException if the path identifier is out of range
   */
  public Nlri {
    Objects.requireNonNull(prefix, "prefix");
    if (pathId < NO_PATH_ID || pathId > 0xffff_ffffL) {
      throw new IllegalArgumentException("path identifier " + pathId + " is not 0 to 4294967295");
    }
  }

  /** A destination without a path identifier. */
  public Nlri(IpPrefix prefix) {
    this(prefix, NO_PATH_ID);
  }

  /** The destination {@code prefix} in text, without a path identifier. */
  public static Nlri of(String prefix) {
    return new Nlri(IpPrefix.of(prefix));
  }

  /** Whether there is a path identifier. */
  public boolean hasPathId() {
    return pathId != NO_PATH_ID;
  }

  /** All that is left in {@code in}. */
  static List<Nlri> decodeAll(WireReader in, boolean ipv4, boolean addPath, String field)
      throws MalformedMessageException {
    List<Nlri> all = new ArrayList<>();
    while (in.hasRemaining()) {
      long pathId = addPath ? in.u32(field) : NO_PATH_ID;
      int length = in.u8(field);
      all.add(new Nlri(ipv4 ? ipv4(length, in, field) : ipv6(length, in, field), pathId));
    }
    return all;
  }

  private static IpPrefix ipv4(int length, WireReader in, String field)
      throws MalformedMessageException {
    requireLength(length, 32, in, field);
    int address = 0;
    for (int bits = 0; bits < length; bits += 8) {
      address |= in.u8(field) << (24 - bits);
    }
    return IpPrefix.containing(new Ipv4Address(address), length);
  }

  private static IpPrefix ipv6(int length, WireReader in, String field)
      throws MalformedMessageException {
    requireLength(length, 128, in, field);
    long high = 0;
    long low = 0;
    for (int bits = 0; bits < length; bits += 8) {
      long octet = in.u8(field);
      if (bits < 64) {
        high |= octet << (56 - bits);
      } else {
        low |= octet << (120 - bits);
      }
    }
    return IpPrefix.containing(new Ipv6Address(high, low), length);
  }

  private static void requireLength(int length, int max, WireReader in, String field)
      throws MalformedMessageException {
    if (length > max) {
      throw in.bad(Kind.BAD_LENGTH, field, "prefix length " + length + " is not 0 to " + max);
    }
  }

  static int encodedLength(List<Nlri> all) {
    int length = 0;
    for (Nlri nlri : all) {
      length += (nlri.hasPathId() ? 5 : 1) + (nlri.prefix.length() + 7) / 8;
    }
    return length;
  }

  static void encodeAll(List<Nlri> all, WireWriter out) {
    for (Nlri nlri : all) {
      nlri.encode(out);
    }
  }

  private void encode(WireWriter out) {
    if (hasPathId()) {
      out.u32(pathId);
    }
    out.u8(prefix.length());
    if (prefix.address() instanceof Ipv4Address v4) {
      for (int bits = 0; bits < prefix.length(); bits += 8) {
        out.u8(v4.value() >>> (24 - bits) & 0xff);
      }
      return;
    }
    Ipv6Address v6 = (Ipv6Address) prefix.address();
    for (int bits = 0; bits < prefix.length(); bits += 8) {
      long word = bits < 64 ? v6.high() >>> (56 - bits) : v6.low() >>> (120 - bits);
      out.u8((int) word & 0xff);
    }
  }

  static List<Nlri> copyOf(List<Nlri> all, boolean ipv4, String field) {
    for (Nlri nlri : all) {
      if (nlri.prefix.isIpv4() != ipv4) {
        throw new IllegalArgumentException(
            field + " of " + (ipv4 ? "IPv4" : "IPv6") + " cannot hold " + nlri.prefix);
      }
    }
    return List.copyOf(all);
  }

  /** The prefix, and {@code #} with the path identifier if there is one. */
  @Override
  public String toString() {
    return hasPathId() ? prefix + "#" + pathId : prefix.toString();
  }
}
