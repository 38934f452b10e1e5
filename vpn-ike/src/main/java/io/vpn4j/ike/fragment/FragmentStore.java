package io.vpn4j.ike.fragment;

import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentResult.Ignored;
import io.vpn4j.ike.fragment.FragmentResult.Kept;
import io.vpn4j.ike.fragment.FragmentResult.Reason;
import io.vpn4j.ike.fragment.FragmentResult.Whole;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.Octets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the fragments of one IKE SA together (RFC 7383 section 2.6).
 *
 * <p>What costs nothing is looked at first; a fragment is kept only after its own checksum held, so
 * a stranger can neither fill this store nor push anything out of it. Which Message IDs may come at
 * all is the caller's to decide. There is no timer: a peer repeats all fragments until it has an
 * answer, and what is kept of a message ends with the message or with the IKE SA.
 */
public final class FragmentStore {
  /** Fragments of a request never mix with those of a response or of another exchange. */
  private record Key(boolean response, ExchangeType exchange, long messageId) {
    static Key of(IkeHeader header) {
      return new Key(header.isResponse(), header.exchangeType(), header.messageId());
    }
  }

  private final FragmentLimits limits;
  private final Map<Key, PartialMessage> messages = new HashMap<>();

  /** An empty store. */
  public FragmentStore(FragmentLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes one fragment.
   *
   * @param header the header of {@code datagram}
   * @param datagram the message as it came
   * @param skf its SKF payload
   * @param cipher of the peer's direction
   */
  public FragmentResult receive(
      IkeHeader header, Octets datagram, EncryptedFragmentPayload skf, SkPayloadCipher cipher) {
    Key key = Key.of(header);
    Optional<PartialMessage> known = Optional.ofNullable(messages.get(key));
    Optional<Reason> useless = useless(skf, known);
    if (useless.isPresent()) {
      return new Ignored(useless.get());
    }
    Optional<byte[]> opened = cipher.open(IkeCodec.protectedPrefix(datagram, skf), skf.body());
    if (opened.isEmpty()) {
      return new Ignored(Reason.BAD_INTEGRITY);
    }
    if (known.isPresent() && skf.totalFragments() > known.get().total()) {
      // RFC 7383 2.6: the peer has begun again with smaller fragments; the larger ones are void.
      forget(key);
      known = Optional.empty();
    }
    PartialMessage message = known.orElseGet(() -> new PartialMessage(skf.totalFragments()));
    message.add(skf, datagram, opened.get());
    messages.put(key, message);
    makeRoom(key);
    if (messages.isEmpty()) {
      return new Ignored(Reason.TOO_LARGE);
    }
    Optional<Whole> whole = message.whole();
    if (whole.isEmpty()) {
      return new Kept(message.have(), message.total());
    }
    forget(key);
    return whole.get();
  }

  /**
   * Keeps within the limit: at first at the cost of other messages, because two that wait for each
   * other's room would never be whole; their fragments come again.
   */
  private void makeRoom(Key newest) {
    if (heldOctets() > limits.maxOctets()) {
      messages.keySet().stream().filter(k -> !k.equals(newest)).toList().forEach(this::forget);
    }
    if (heldOctets() > limits.maxOctets()) {
      forget(newest);
    }
  }

  private Optional<Reason> useless(EncryptedFragmentPayload skf, Optional<PartialMessage> known) {
    if (skf.totalFragments() > limits.maxFragments()) {
      return Optional.of(Reason.TOO_MANY_FRAGMENTS);
    }
    if (known.isPresent() && skf.totalFragments() < known.get().total()) {
      return Optional.of(Reason.OUTDATED);
    }
    boolean here =
        known.isPresent()
            && skf.totalFragments() == known.get().total()
            && known.get().has(skf.fragmentNumber());
    return here ? Optional.of(Reason.DUPLICATE) : Optional.empty();
  }

  /** The message is here in another way, or is not wanted any more. */
  public void forget(IkeHeader header) {
    forget(Key.of(header));
  }

  private void forget(Key key) {
    Optional.ofNullable(messages.remove(key)).ifPresent(PartialMessage::destroy);
  }

  /** Octets of all fragments that are kept; never more than the limit. */
  public int heldOctets() {
    return messages.values().stream().mapToInt(PartialMessage::heldOctets).sum();
  }

  /** Zeroes what is kept and forgets it. */
  public void destroy() {
    messages.values().forEach(PartialMessage::destroy);
    messages.clear();
  }

  /** How much there is; nothing of it. */
  @Override
  public String toString() {
    return "FragmentStore[" + messages.size() + " messages, " + heldOctets() + " octets]";
  }
}
