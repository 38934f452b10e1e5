package io.vpn4j.routing.bgp.message;

/**
 * Takes prefixes as numbers, so that reading a full table makes no garbage.
 *
 * <p>Bits behind the prefix length are zero. {@code pathId} is 0 to 4,294,967,295, or {@link
 * Nlri#NO_PATH_ID}.
 */
public interface NlriVisitor {
  /** An IPv4 prefix; {@code length} is 0 to 32. */
  void ipv4(int address, int length, long pathId);

  /** An IPv6 prefix; {@code length} is 0 to 128. */
  void ipv6(long high, long low, int length, long pathId);
}
