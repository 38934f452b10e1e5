package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A signature algorithm as JCA and ASN.1 have it.
 *
 * @param scheme what it is called in configurations
 * @param saltOctets the length of the salt with RSASSA-PSS; 0 with all others
 */
record SignatureAlgorithm(SignatureScheme scheme, int saltOctets) {
  private static final Octets RSA_SHA1 = Octets.ofHex("2a864886f70d010105");
  private static final Octets RSA_PSS = Octets.ofHex("2a864886f70d01010a");
  private static final Octets MGF1 = Octets.ofHex("2a864886f70d010108");
  private static final int MAX_SALT_OCTETS = 1024;

  private static final Map<SignatureScheme, Octets> OIDS =
      Map.ofEntries(
          Map.entry(SignatureScheme.RSA_PKCS1_SHA2_256, Octets.ofHex("2a864886f70d01010b")),
          Map.entry(SignatureScheme.RSA_PKCS1_SHA2_384, Octets.ofHex("2a864886f70d01010c")),
          Map.entry(SignatureScheme.RSA_PKCS1_SHA2_512, Octets.ofHex("2a864886f70d01010d")),
          Map.entry(SignatureScheme.ECDSA_SHA2_256, Octets.ofHex("2a8648ce3d040302")),
          Map.entry(SignatureScheme.ECDSA_SHA2_384, Octets.ofHex("2a8648ce3d040303")),
          Map.entry(SignatureScheme.ECDSA_SHA2_512, Octets.ofHex("2a8648ce3d040304")),
          Map.entry(SignatureScheme.ED25519, Octets.ofHex("2b6570")),
          Map.entry(SignatureScheme.ED448, Octets.ofHex("2b6571")));

  private static final Map<Octets, SignatureScheme> PSS_HASHES =
      Map.of(
          Octets.ofHex("608648016503040201"), SignatureScheme.RSA_PSS_SHA2_256,
          Octets.ofHex("608648016503040202"), SignatureScheme.RSA_PSS_SHA2_384,
          Octets.ofHex("608648016503040203"), SignatureScheme.RSA_PSS_SHA2_512);

  /** As we sign: with RSASSA-PSS the salt is as long as the hash. */
  static SignatureAlgorithm of(SignatureScheme scheme) {
    return new SignatureAlgorithm(scheme, isPss(scheme) ? hashOctets(scheme) : 0);
  }

  /** The algorithm that {@code identifier} names; empty if it is none of ours. */
  static Optional<SignatureAlgorithm> of(AlgorithmIdentifier identifier)
      throws MalformedMessageException {
    if (identifier.oid().equals(RSA_PSS)) {
      return ofPss(identifier.parameters());
    }
    // Curves of Edwards and ECDSA have no parameters, PKCS #1 v1.5 has NULL: RFC 7427 appendix A.
    return identifier.hasNoParameters()
        ? OIDS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(identifier.oid()))
            .map(entry -> new SignatureAlgorithm(entry.getKey(), 0))
            .findFirst()
        : Optional.empty();
  }

  /** RSASSA-PSS-params of RFC 4055 section 3.1; what is absent means SHA-1, which is not ours. */
  private static Optional<SignatureAlgorithm> ofPss(Octets parameters)
      throws MalformedMessageException {
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    WireReader outer = WireReader.of(parameters);
    WireReader in = Der.read(outer, Der.SEQUENCE, "RSASSA-PSS-params");
    outer.expectEnd("RSASSA-PSS-params");
    if (!Der.follows(in, 0xa0, "hashAlgorithm")) {
      return Optional.empty();
    }
    AlgorithmIdentifier hash = tagged(in, 0xa0, "hashAlgorithm");
    if (!Der.follows(in, 0xa1, "maskGenAlgorithm")) {
      return Optional.empty();
    }
    AlgorithmIdentifier mask = tagged(in, 0xa1, "maskGenAlgorithm");
    int salt = Der.follows(in, 0xa2, "saltLength") ? taggedInteger(in, 0xa2, "saltLength") : 20;
    int trailer =
        Der.follows(in, 0xa3, "trailerField") ? taggedInteger(in, 0xa3, "trailerField") : 1;
    in.expectEnd("RSASSA-PSS-params");
    SignatureScheme scheme = PSS_HASHES.get(hash.oid());
    if (scheme == null
        || !hash.hasNoParameters()
        || !mask.oid().equals(MGF1)
        || salt > MAX_SALT_OCTETS
        || trailer != 1) {
      return Optional.empty();
    }
    AlgorithmIdentifier maskHash = AlgorithmIdentifier.decode(mask.parameters());
    return maskHash.oid().equals(hash.oid()) && maskHash.hasNoParameters()
        ? Optional.of(new SignatureAlgorithm(scheme, salt))
        : Optional.empty();
  }

  private static AlgorithmIdentifier tagged(WireReader in, int tag, String field)
      throws MalformedMessageException {
    WireReader inside = Der.read(in, tag, field);
    AlgorithmIdentifier identifier = AlgorithmIdentifier.read(inside);
    inside.expectEnd(field);
    return identifier;
  }

  private static int taggedInteger(WireReader in, int tag, String field)
      throws MalformedMessageException {
    WireReader inside = Der.read(in, tag, field);
    WireReader value = Der.read(inside, Der.INTEGER, field);
    inside.expectEnd(field);
    int number = value.remaining() == 1 ? value.u8(field) : value.u16(field);
    value.expectEnd(field);
    return number;
  }

  /** What method 14 puts in front of the signature (RFC 7427 appendix A). */
  AlgorithmIdentifier identifier() {
    if (isPss(scheme)) {
      return new AlgorithmIdentifier(RSA_PSS, pssParameters());
    }
    Octets oid = OIDS.getOrDefault(scheme, RSA_SHA1);
    return new AlgorithmIdentifier(
        oid, scheme.keyType().equals("RSA") ? Der.element(Der.NULL) : Octets.EMPTY);
  }

  private Octets pssParameters() {
    Octets hashOid =
        PSS_HASHES.entrySet().stream()
            .filter(entry -> entry.getValue() == scheme)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    Octets hash = new AlgorithmIdentifier(hashOid, Der.element(Der.NULL)).encode();
    return Der.element(
        Der.SEQUENCE,
        Der.element(0xa0, hash),
        Der.element(0xa1, new AlgorithmIdentifier(MGF1, hash).encode()),
        Der.element(0xa2, Der.element(Der.INTEGER, Octets.of((byte) saltOctets))));
  }

  /** The name under which {@link java.security.Signature} has it. */
  String jcaName() {
    return switch (scheme) {
      case RSA_PSS_SHA2_256, RSA_PSS_SHA2_384, RSA_PSS_SHA2_512 -> "RSASSA-PSS";
      case RSA_PKCS1_SHA2_256, METHOD_1_RSA_SHA2_256 -> "SHA256withRSA";
      case RSA_PKCS1_SHA2_384, METHOD_1_RSA_SHA2_384 -> "SHA384withRSA";
      case RSA_PKCS1_SHA2_512, METHOD_1_RSA_SHA2_512 -> "SHA512withRSA";
      case MUST_NOT_METHOD_1_RSA_SHA1 -> "SHA1withRSA";
      case ECDSA_SHA2_256, METHOD_9_ECDSA_256 -> "SHA256withECDSA";
      case ECDSA_SHA2_384, METHOD_10_ECDSA_384 -> "SHA384withECDSA";
      case ECDSA_SHA2_512, METHOD_11_ECDSA_521 -> "SHA512withECDSA";
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
    };
  }

  /** What {@link java.security.Signature} needs to know besides the name. */
  Optional<AlgorithmParameterSpec> jcaParameters() {
    if (!isPss(scheme)) {
      return Optional.empty();
    }
    String hash = "SHA-" + 8 * hashOctets(scheme);
    return Optional.of(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltOctets, 1));
  }

  private static boolean isPss(SignatureScheme scheme) {
    return PSS_HASHES.containsValue(scheme);
  }

  private static int hashOctets(SignatureScheme scheme) {
    return switch (scheme.hash()) {
      case 1 -> 20;
      case 2 -> 32;
      case 3 -> 48;
      case 4 -> 64;
      default -> 0;
    };
  }
}
