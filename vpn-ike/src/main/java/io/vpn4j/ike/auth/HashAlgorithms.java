package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.model.wire.Octets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * SIGNATURE_HASH_ALGORITHMS: which hashes the sender can take with method 14, and that it can take
 * method 14 at all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7427#section-4">RFC 7427 section 4</a>
 */
final class HashAlgorithms {
  private HashAlgorithms() {}

  /** The hashes that {@code schemes} of method 14 use. */
  static Set<Integer> of(Collection<SignatureScheme> schemes) {
    Set<Integer> hashes = new TreeSet<>();
    schemes.stream().filter(scheme -> scheme.method() == 14).forEach(s -> hashes.add(s.hash()));
    return hashes;
  }

  static NotifyPayload encode(Set<Integer> hashes) {
    byte[] octets = new byte[2 * hashes.size()];
    int at = 0;
    for (int hash : hashes) {
      octets[at++] = (byte) (hash >> 8);
      octets[at++] = (byte) hash;
    }
    return NotifyPayload.of(NotifyType.SIGNATURE_HASH_ALGORITHMS, Octets.of(octets));
  }

  /** Numbers that we do not know included; half a number at the end is passed over. */
  static Set<Integer> decode(NotifyPayload notify) {
    Set<Integer> hashes = new HashSet<>();
    for (int at = 0; at + 1 < notify.data().length(); at += 2) {
      hashes.add(notify.data().u8(at) << 8 | notify.data().u8(at + 1));
    }
    return hashes;
  }
}
