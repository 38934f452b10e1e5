package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * SUPPORTED_AUTH_METHODS: which proofs the sender takes, in its order of preference.
 *
 * <p>An announcement is its length, the method and, for signatures, which authority of CERTREQ it
 * is tied to (0 is none) and the AlgorithmIdentifier.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9593#section-3.2">RFC 9593 section 3.2</a>
 */
final class MethodAnnouncement {
  private static final Octets NO_CERTIFICATE_LINK = Octets.of((byte) 0);

  private MethodAnnouncement() {}

  static NotifyPayload encode(Collection<SignatureScheme> schemes) {
    Octets all =
        Octets.concat(
            schemes.stream()
                .map(MethodAnnouncement::announcement)
                .distinct()
                .toArray(Octets[]::new));
    return NotifyPayload.of(NotifyType.SUPPORTED_AUTH_METHODS, all);
  }

  private static Octets announcement(SignatureScheme scheme) {
    Octets identifier =
        scheme.method() == AuthPayload.DIGITAL_SIGNATURE
            ? SignatureAlgorithm.of(scheme).identifier().encode()
            : Octets.EMPTY;
    int length = 3 + identifier.length();
    return Octets.concat(
        Octets.of((byte) length, (byte) scheme.method()), NO_CERTIFICATE_LINK, identifier);
  }

  /**
   * Those of our schemes that are announced; what we do not know is passed over.
   *
   * @throws MalformedMessageException if a length leads out of the notification
   */
  static Set<SignatureScheme> decode(Octets data) throws MalformedMessageException {
    Set<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
    WireReader in = WireReader.of(data);
    while (in.hasRemaining()) {
      int length = in.u8("announcement length");
      if (length < 2) {
        throw in.bad(Kind.BAD_LENGTH, "announcement length", length + " octets, at least 2");
      }
      WireReader one = in.sub(length - 1, "announcement");
      int method = one.u8("authentication method");
      if (one.hasRemaining()) {
        one.skip(1, "certificate link");
      }
      if (method == AuthPayload.DIGITAL_SIGNATURE && one.hasRemaining()) {
        SignatureAlgorithm.of(AlgorithmIdentifier.decode(one.rest()))
            .ifPresent(algorithm -> schemes.add(algorithm.scheme()));
      } else {
        List.of(SignatureScheme.values()).stream()
            .filter(scheme -> scheme.method() == method)
            .forEach(schemes::add);
      }
    }
    return schemes;
  }
}
