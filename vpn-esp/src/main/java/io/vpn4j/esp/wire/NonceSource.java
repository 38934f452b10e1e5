package io.vpn4j.esp.wire;

/**
 * Where the IV of an outbound packet comes from.
 *
 * <p>Product code uses {@link #SEQUENCE_NUMBER} only; tests put another in its place to reproduce
 * packets that other implementations made.
 */
@FunctionalInterface
public interface NonceSource {
  /**
   * The sequence number in the last eight octets, zeros before it: unique for the life of the key,
   * whatever a random source would do (RFC 4106 section 3.1, RFC 8750).
   */
  NonceSource SEQUENCE_NUMBER =
      (sequenceNumber, nonce) -> {
        int low = nonce.length - 4;
        EspLayout.putInt(nonce, low, (int) sequenceNumber);
        EspLayout.putInt(nonce, low - 4, (int) (sequenceNumber >>> 32));
      };

  /**
   * Writes the nonce of one packet over all of {@code nonce}, which is zero at first and then what
   * the last call left. AES-CBC sends its encryption (16 octets); all others send it as the IV (8
   * octets), or do not ask, because the IV is implicit (RFC 8750).
   */
  void put(long sequenceNumber, byte[] nonce);
}
