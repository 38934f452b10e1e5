package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.auth.AuthAnnouncements;
import io.vpn4j.ike.auth.AuthenticationException;
import io.vpn4j.ike.auth.Certificates;
import io.vpn4j.ike.auth.PeerProof;
import io.vpn4j.ike.auth.PeerSupport;
import io.vpn4j.ike.auth.PpkExchange;
import io.vpn4j.ike.auth.SignatureProof;
import io.vpn4j.ike.crypto.PskAuthentication;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.resumption.ResumptionAuthentication;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What both ends prove in IKE_AUTH, and how (RFC 7296 section 2.15). */
final class AuthExchange {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final boolean initiator;
  private List<Payload> peerAuthPayloads = List.of();
  private boolean ppkUsed;

  /**
   * @param initiator whether we are the initiator
   */
  AuthExchange(
      SessionParameters session, IkeSaChannel channel, InitExchange init, boolean initiator) {
    this.session = session;
    this.channel = channel;
    this.init = init;
    this.initiator = initiator;
  }

  /** Who we say we are. */
  IdPayload localId() {
    return idPayload(initiator, session.config().localIdentity());
  }

  /** CERT payloads of ours, if we sign. */
  List<Payload> localCertificates() {
    return init.resumption().isEmpty()
            && session.config().localAuthentication() instanceof LocalAuthentication.Signature local
        ? Certificates.payloads(local.chain())
        : List.of();
  }

  /** Whether the initiator leaves the first Child SA out of IKE_AUTH (RFC 6023 section 3). */
  boolean isChildless() {
    return session.config().childlessStart()
        && InitMessages.hasNotify(peerInit(), NotifyType.CHILDLESS_IKEV2_SUPPORTED);
  }

  /** What the initiator asks of the responder: certificates, and methods of proof. */
  List<Payload> wishes() {
    return session.config().peerAuthentication() instanceof PeerAuthentication.SharedKey
        ? List.of()
        : AuthAnnouncements.inAuthRequest(session.config(), peerInit());
  }

  /**
   * Our AUTH payload, and what goes with it.
   *
   * @param id our ID payload as it is sent
   * @throws AuthenticationException if we have none that the peer takes
   */
  List<Payload> prove(IdPayload id) throws AuthenticationException {
    byte[] skP = initiator ? channel.keys().skPi() : channel.keys().skPr();
    if (init.resumption().isPresent()) {
      // The old SK_d has a post-quantum key in it already, if one was used (RFC 5723 5.1).
      byte[] signed = signedOctets(initiator, id, skP);
      return List.of(new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.of(resumed(skP, signed))));
    }
    Optional<PpkExchange> ppk = ppk();
    if (initiator && ppk.isPresent() && ppk.get().initiatorUses()) {
      byte[] secret = ppk.get().key().key().octets(SecretAccess.grant());
      byte[] mixed = SkKeys.mixed(channel.prf(), secret, skP);
      AuthPayload auth = auth(id, mixed);
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(mixed, (byte) 0);
      List<Payload> payloads = new ArrayList<>();
      payloads.add(auth);
      payloads.addAll(ppk.get().ofInitiator(auth(id, skP)));
      return payloads;
    }
    AuthPayload auth = auth(id, skP);
    return ppkUsed ? List.of(auth, PpkExchange.ofResponder()) : List.of(auth);
  }

  private AuthPayload auth(IdPayload id, byte[] skP) throws AuthenticationException {
    byte[] signed = signedOctets(initiator, id, skP);
    LocalAuthentication local = session.config().localAuthentication();
    if (local instanceof LocalAuthentication.Signature signature) {
      return new SignatureProof(session.crypto(), signature).sign(peerSupport(), signed);
    }
    return new AuthPayload(
        AuthPayload.SHARED_KEY_MIC,
        Octets.of(mac(((LocalAuthentication.SharedKey) local).key(), signed)));
  }

  /**
   * What is wrong with the peer's proof; empty if nothing is. Settles the keys of the IKE SA on the
   * way: from here on they are those with the post-quantum key, if it is used.
   */
  Optional<IkeFailure> doubt(Instant now, IdPayload peerId, List<Payload> payloads) {
    try {
      check(now, peerId, payloads);
      return Optional.empty();
    } catch (AuthenticationException e) {
      return Optional.of(e.failure());
    }
  }

  private void check(Instant now, IdPayload peerId, List<Payload> payloads)
      throws AuthenticationException {
    IkeConfig config = session.config();
    IkeIdentity peer = identity(peerId);
    AuthPayload auth =
        payloads.stream()
            .filter(AuthPayload.class::isInstance)
            .map(AuthPayload.class::cast)
            .findFirst()
            .orElseThrow(
                () ->
                    failed("the peer sent no AUTH payload, so it wants EAP, which is not offered"));
    if (init.resumption().isPresent()) {
      byte[] skP = initiator ? channel.keys().skPr() : channel.keys().skPi();
      byte[] expected = resumed(skP, signedOctets(!initiator, peerId, skP));
      checkResumed(init.resumption().get(), now, peer, auth, expected);
      return;
    }
    auth = settleKeys(payloads, auth);
    byte[] signed =
        signedOctets(!initiator, peerId, initiator ? channel.keys().skPr() : channel.keys().skPi());
    PeerAuthentication wanted = config.peerAuthentication();
    if (wanted instanceof PeerAuthentication.SharedKey shared) {
      checkSharedKey(shared.key(), peer, auth, signed);
      return;
    }
    requireIdentity(peer);
    if (auth.method() == AuthPayload.SHARED_KEY_MIC) {
      throw new AuthenticationException(
          new IkeFailure.AuthenticationMethodUnacceptable(
              "a pre-shared key (2)", List.of("a signature")));
    }
    PeerProof proof = new PeerProof(session.crypto());
    if (wanted instanceof PeerAuthentication.Certificates certificates) {
      proof.check(certificates, now, peer, payloads, auth, signed);
    } else if (wanted instanceof PeerAuthentication.RawPublicKey key) {
      proof.check(key, auth, signed);
    }
  }

  /** The peer must be who it was, and must have the keys that come of the old ones (RFC 5723). */
  private void checkResumed(
      Resumption resumption, Instant now, IkeIdentity peer, AuthPayload auth, byte[] expected)
      throws AuthenticationException {
    boolean proved =
        auth.method() == AuthPayload.SHARED_KEY_MIC
            && MessageDigest.isEqual(expected, auth.data().toByteArray());
    requireIdentity(peer);
    if (!proved || !resumption.peer().equals(peer)) {
      throw failed("the session ticket does not make " + peer + " known");
    }
    if (!initiator && !resumption.spend(session.config(), now)) {
      throw failed("the session ticket of " + peer + " has been used before");
    }
  }

  private byte[] resumed(byte[] skP, byte[] signed) {
    return ResumptionAuthentication.authData(channel.prf(), skP, signed);
  }

  /** Mixes the post-quantum key into ours if it is used; the AUTH payload that belongs to them. */
  private AuthPayload settleKeys(List<Payload> payloads, AuthPayload auth)
      throws AuthenticationException {
    peerAuthPayloads = payloads;
    Optional<PpkExchange> ppk = ppk();
    if (ppk.isPresent()) {
      ppkUsed = initiator ? ppk.get().responderUsed(payloads) : ppk.get().responderUses(payloads);
    }
    if (ppkUsed) {
      byte[] secret = ppk.get().key().key().octets(SecretAccess.grant());
      channel.keys().mix(channel.prf(), secret);
      Arrays.fill(secret, (byte) 0);
      return auth;
    }
    return initiator ? auth : PpkExchange.withoutKey(payloads, auth);
  }

  private void checkSharedKey(PreSharedKey key, IkeIdentity peer, AuthPayload auth, byte[] signed)
      throws AuthenticationException {
    if (auth.method() != AuthPayload.SHARED_KEY_MIC) {
      throw new AuthenticationException(
          new IkeFailure.AuthenticationMethodUnacceptable(
              "method " + auth.method(), List.of("a pre-shared key (2)")));
    }
    // Computed in any case, so that a guesser cannot tell a wrong identity by the time it takes.
    boolean proved = MessageDigest.isEqual(mac(key, signed), auth.data().toByteArray());
    requireIdentity(peer);
    if (!proved) {
      throw failed("the pre-shared key of " + peer + " is not ours");
    }
  }

  private void requireIdentity(IkeIdentity peer) throws AuthenticationException {
    Optional<IkeIdentity> expected = session.config().peerIdentity();
    if (expected.isPresent() && !expected.get().denotes(peer)) {
      throw new AuthenticationException(new IkeFailure.WrongIdentity(expected.get(), peer));
    }
  }

  private Optional<PpkExchange> ppk() {
    return session.config().postQuantumPreSharedKey().isPresent()
        ? PpkExchange.of(session.config(), peerInit())
        : Optional.empty();
  }

  private PeerSupport peerSupport() {
    List<Payload> all = new ArrayList<>(peerInit());
    all.addAll(peerAuthPayloads);
    return PeerSupport.read(all);
  }

  /** What the peer said in IKE_SA_INIT. */
  private List<Payload> peerInit() {
    Octets message = initiator ? init.response() : init.request();
    try {
      return IkeCodec.decode(message.asByteBuffer()).payloads();
    } catch (MalformedMessageException e) {
      throw new AssertionError("IKE_SA_INIT parsed when it came", e);
    }
  }

  private byte[] mac(PreSharedKey key, byte[] signed) {
    byte[] secret = key.octets(SecretAccess.grant());
    byte[] data = PskAuthentication.authData(channel.prf(), secret, signed);
    Arrays.fill(secret, (byte) 0);
    return data;
  }

  private byte[] signedOctets(boolean ofInitiator, IdPayload id, byte[] skP) {
    Octets message = ofInitiator ? init.request() : init.response();
    Octets peerNonce = ofInitiator ? init.nr() : init.ni();
    return PskAuthentication.signedOctets(
        channel.prf(),
        message.toByteArray(),
        peerNonce.toByteArray(),
        skP,
        id.bodyOctets().toByteArray(),
        init.intAuth().orElse(Octets.EMPTY).toByteArray());
  }

  private static AuthenticationException failed(String detail) {
    return new AuthenticationException(new IkeFailure.AuthenticationFailed(false, detail));
  }

  static IdPayload idPayload(boolean initiator, IkeIdentity identity) {
    return new IdPayload(initiator, identity.type(), Octets.of(identity.data()));
  }

  static IkeIdentity identity(IdPayload payload) {
    return IkeIdentity.of(payload.idType(), payload.data().toByteArray());
  }
}
