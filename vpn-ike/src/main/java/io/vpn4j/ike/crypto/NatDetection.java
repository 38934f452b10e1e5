package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;

/**
 * The data of NAT_DETECTION_SOURCE_IP and NAT_DETECTION_DESTINATION_IP.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.23">RFC 7296 section 2.23</a>
 */
public final class NatDetection {
  private NatDetection() {}

  /**
   * {@code SHA-1(SPIi | SPIr | address | port)}, 20 octets.
   *
   * @param spiR {@link IkeSpi#ZERO} in the first request
   * @param port 0 to 65,535
   */
  public static byte[] hash(
      IkeCrypto crypto, IkeSpi spiI, IkeSpi spiR, IpAddress address, int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
    byte[] octets = address.toOctets();
    byte[] input =
        ByteBuffer.allocate(2 * Long.BYTES + octets.length + Short.BYTES)
            .putLong(spiI.value())
            .putLong(spiR.value())
            .put(octets)
            .putShort((short) port)
            .array();
    return Primitives.digest(crypto, "SHA-1").digest(input);
  }
}
