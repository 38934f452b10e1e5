package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.PostQuantumPreSharedKey;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whether and how a post-quantum pre-shared key is used.
 *
 * <p>Two notifications of IKE_SA_INIT agree to use one, PPK_IDENTITY of the initiator says which,
 * and the responder's empty PPK_IDENTITY says that it was used. NO_PPK_AUTH lets a responder that
 * does not have the key go on without.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8784#section-3">RFC 8784 section 3</a>
 */
public final class PpkExchange {
  private static final byte PPK_ID_FIXED = 2;

  private final PostQuantumPreSharedKey ppk;
  private final boolean agreed;

  private PpkExchange(PostQuantumPreSharedKey ppk, boolean agreed) {
    this.ppk = ppk;
    this.agreed = agreed;
  }

  /**
   * What the configuration and IKE_SA_INIT give; empty if the configuration has no such key.
   *
   * @param init the payloads of the peer's IKE_SA_INIT message
   */
  public static Optional<PpkExchange> of(IkeConfig config, List<Payload> init) {
    boolean agreed = AuthAnnouncements.hasNotify(init, NotifyType.USE_PPK);
    return config.postQuantumPreSharedKey().map(ppk -> new PpkExchange(ppk, agreed));
  }

  /** The key. */
  public PostQuantumPreSharedKey key() {
    return ppk;
  }

  /**
   * Whether we, as initiator, use the key.
   *
   * @throws AuthenticationException if we have to and the responder did not agree
   */
  public boolean initiatorUses() throws AuthenticationException {
    if (!agreed && ppk.mandatory()) {
      throw refused("the peer did not agree to use one");
    }
    return agreed;
  }

  /**
   * What the initiator adds to IKE_AUTH.
   *
   * @param withoutKey our AUTH as it would be without the key
   */
  public List<Payload> ofInitiator(AuthPayload withoutKey) {
    NotifyPayload identity = NotifyPayload.of(NotifyType.PPK_IDENTITY, identity());
    return ppk.mandatory()
        ? List.of(identity)
        : List.of(identity, NotifyPayload.of(NotifyType.NO_PPK_AUTH, withoutKey.data()));
  }

  private Octets identity() {
    return Octets.concat(
        Octets.of(PPK_ID_FIXED), Octets.of(ppk.id().getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Whether we, as initiator, find that the responder has used the key.
   *
   * @throws AuthenticationException if it has not and had to
   */
  public boolean responderUsed(List<Payload> response) throws AuthenticationException {
    boolean used = agreed && AuthAnnouncements.hasNotify(response, NotifyType.PPK_IDENTITY);
    if (!used && ppk.mandatory()) {
      throw refused("the peer went on without it");
    }
    return used;
  }

  /**
   * Whether we, as responder, use the key.
   *
   * @throws AuthenticationException if we have to and the initiator does not name it
   */
  public boolean responderUses(List<Payload> request) throws AuthenticationException {
    Optional<NotifyPayload> named = notify(request, NotifyType.PPK_IDENTITY);
    boolean uses = agreed && named.isPresent() && named.get().data().equals(identity());
    if (!uses && ppk.mandatory()) {
      throw refused(
          named.isPresent() ? "the peer names another one" : "the peer does not offer to use one");
    }
    return uses;
  }

  /**
   * The AUTH of an initiator whose key we do not have: the one in NO_PPK_AUTH, if the initiator
   * used a key at all.
   *
   * @throws AuthenticationException if the initiator insists on a key
   */
  public static AuthPayload withoutKey(List<Payload> request, AuthPayload auth)
      throws AuthenticationException {
    if (notify(request, NotifyType.PPK_IDENTITY).isEmpty()) {
      return auth;
    }
    NotifyPayload other =
        notify(request, NotifyType.NO_PPK_AUTH)
            .orElseThrow(() -> refused("the peer insists on one that is not ours"));
    return new AuthPayload(auth.method(), other.data());
  }

  /** What the responder adds to IKE_AUTH if it has used the key. */
  public static Payload ofResponder() {
    return NotifyPayload.of(NotifyType.PPK_IDENTITY);
  }

  private static Optional<NotifyPayload> notify(List<Payload> payloads, NotifyType type) {
    return payloads.stream()
        .filter(p -> p instanceof NotifyPayload n && n.notifyType().equals(type))
        .map(NotifyPayload.class::cast)
        .findFirst();
  }

  private static AuthenticationException refused(String detail) {
    return new AuthenticationException(new IkeFailure.PostQuantumKeyRefused(detail));
  }
}
