package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;

/**
 * A payload that holds others in encrypted form; always the last of its message (RFC 7296 section
 * 3.14, RFC 7383 section 2.5).
 */
public sealed interface ProtectedPayload extends Payload
    permits EncryptedPayload, EncryptedFragmentPayload {

  /** What its Next Payload field holds: the type of the first payload inside. */
  PayloadType firstInner();

  /** Initialization vector, ciphertext and integrity checksum, one after the other. */
  Octets body();
}
