package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;

/**
 * Where messages come from, as far as it can be told from who has the address: an IPv4 address or
 * an IPv6 /64, of which one host has all addresses it likes.
 *
 * @param bits 32 or 128, of the address it was made from
 * @param prefix the address, or its first half
 */
record Source(int bits, long prefix) {
  static Source of(IpAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.toOctets());
    return address.isIpv4()
        ? new Source(address.bits(), octets.getInt())
        : new Source(address.bits(), octets.getLong());
  }
}
