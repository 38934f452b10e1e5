package io.vpn4j.ike.resumption;

import io.vpn4j.ike.crypto.Prf;

/** AUTH payloads of a resumed session (RFC 5723 section 5.1). */
public final class ResumptionAuthentication {
  private ResumptionAuthentication() {}

  /**
   * {@code AUTH = prf(SK_px, <SignedOctets>)}: nothing but the keys of the new IKE SA proves a
   * side, and those come from the SK_d of the old one.
   *
   * @param skP SK_pi of the initiator's payload, SK_pr of the responder's; of the new IKE SA
   * @param signedOctets as RFC 7296 section 2.15 says, with the messages of IKE_SESSION_RESUME in
   *     the place of those of IKE_SA_INIT
   */
  public static byte[] authData(Prf prf, byte[] skP, byte[] signedOctets) {
    return prf.apply(skP, signedOctets);
  }
}
