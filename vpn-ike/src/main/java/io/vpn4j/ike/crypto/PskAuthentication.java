package io.vpn4j.ike.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * AUTH by pre-shared key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.15">RFC 7296 section 2.15</a>
 */
public final class PskAuthentication {
  private static final byte[] KEY_PAD = "Key Pad for IKEv2".getBytes(StandardCharsets.US_ASCII);

  private PskAuthentication() {}

  /**
   * {@code AUTH = prf(prf(Shared Secret, "Key Pad for IKEv2"), SignedOctets)}.
   *
   * @param preSharedKey the octets of the key; neither kept nor zeroed
   * @param signedOctets {@link #signedOctets} of the side that authenticates
   * @return the Authentication Data of an AUTH payload, as long as the PRF's output
   */
  public static byte[] authData(Prf prf, byte[] preSharedKey, byte[] signedOctets) {
    byte[] padded = prf.apply(preSharedKey, KEY_PAD);
    byte[] auth = prf.apply(padded, signedOctets);
    Arrays.fill(padded, (byte) 0);
    return auth;
  }

  /**
   * Whether {@code received} is the AUTH of a peer that knows {@code preSharedKey}; compared in
   * constant time.
   *
   * @param signedOctets {@link #signedOctets} of the peer
   */
  public static boolean verify(Prf prf, byte[] preSharedKey, byte[] signedOctets, byte[] received) {
    return MessageDigest.isEqual(authData(prf, preSharedKey, signedOctets), received);
  }

  /**
   * {@code SignedOctets = RealMessage | Nonce | prf(SK_p, RestOfIdPayload)} of one side.
   *
   * @param message that side's IKE_SA_INIT message as it was on the wire, from the IKE header on;
   *     after a COOKIE or INVALID_KE_PAYLOAD the last one
   * @param peerNonce the nonce of the other side
   * @param skP SK_pi for the initiator, SK_pr for the responder
   * @param idBody that side's ID payload behind its generic header: type, three reserved octets as
   *     they were on the wire, data
   */
  public static byte[] signedOctets(
      Prf prf, byte[] message, byte[] peerNonce, byte[] skP, byte[] idBody) {
    return signedOctets(prf, message, peerNonce, skP, idBody, new byte[0]);
  }

  /**
   * {@code SignedOctets = RealMessage | Nonce | prf(SK_p, RestOfIdPayload) | IntAuth} of one side.
   *
   * @param skP SK_pi for the initiator, SK_pr for the responder, after the last IKE_INTERMEDIATE
   * @param intAuth what covers IKE_INTERMEDIATE, the same for both sides; empty if it was not used
   * @see #signedOctets(Prf, byte[], byte[], byte[], byte[])
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9242#section-3.3.2">RFC 9242 section 3.3.2</a>
   */
  public static byte[] signedOctets(
      Prf prf, byte[] message, byte[] peerNonce, byte[] skP, byte[] idBody, byte[] intAuth) {
    var octets = new ByteArrayOutputStream();
    octets.writeBytes(message);
    octets.writeBytes(peerNonce);
    octets.writeBytes(prf.apply(skP, idBody));
    octets.writeBytes(intAuth);
    return octets.toByteArray();
  }
}
