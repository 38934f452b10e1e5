package io.vpn4j.ike.auth;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;

/**
 * Authentication Data of method 14: one octet of length, the AlgorithmIdentifier, the signature.
 *
 * @param identifier the algorithm
 * @param value the signature
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7427#section-3">RFC 7427 section 3</a>
 */
record DigitalSignature(AlgorithmIdentifier identifier, Octets value) {
  static DigitalSignature decode(Octets data) throws MalformedMessageException {
    WireReader in = WireReader.of(data);
    int length = in.u8("ASN.1 length");
    Octets identifier = in.octets(length, "AlgorithmIdentifier");
    return new DigitalSignature(AlgorithmIdentifier.decode(identifier), in.rest());
  }

  static Octets encode(AlgorithmIdentifier identifier, Octets value) {
    Octets octets = identifier.encode();
    return Octets.concat(Octets.of((byte) octets.length()), octets, value);
  }
}
