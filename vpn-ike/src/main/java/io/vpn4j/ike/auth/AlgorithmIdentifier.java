package io.vpn4j.ike.auth;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;

/**
 * The ASN.1 object that names an algorithm (RFC 7427 section 3, RFC 5280 section 4.1.1.2).
 *
 * @param oid the contents of the OBJECT IDENTIFIER
 * @param parameters the whole element of the parameters; empty if absent
 */
record AlgorithmIdentifier(Octets oid, Octets parameters) {
  /** The one reading of {@code octets}, all of it. */
  static AlgorithmIdentifier decode(Octets octets) throws MalformedMessageException {
    WireReader in = WireReader.of(octets);
    AlgorithmIdentifier identifier = read(in);
    in.expectEnd("AlgorithmIdentifier");
    return identifier;
  }

  static AlgorithmIdentifier read(WireReader in) throws MalformedMessageException {
    WireReader sequence = Der.read(in, Der.SEQUENCE, "AlgorithmIdentifier");
    Octets oid = Der.read(sequence, Der.OBJECT_IDENTIFIER, "algorithm").rest();
    return new AlgorithmIdentifier(oid, sequence.rest());
  }

  Octets encode() {
    return Der.element(Der.SEQUENCE, Der.element(Der.OBJECT_IDENTIFIER, oid), parameters);
  }

  /** Whether there are no parameters or they are NULL: signers do not agree on it (RFC 4055). */
  boolean hasNoParameters() {
    return parameters.isEmpty() || parameters.equals(Der.element(Der.NULL));
  }
}
