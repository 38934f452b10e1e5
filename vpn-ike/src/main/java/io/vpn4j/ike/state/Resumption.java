package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.SessionTicket;
import io.vpn4j.ike.TicketKeys;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.resumption.TicketContents;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a session knows from a ticket when it is resumed (RFC 5723), and tickets for the next time.
 *
 * @param peer whom the session had authenticated
 * @param ticketId what the responder remembers the used ticket by; empty for the initiator
 * @param expiresAt when the ticket is not good any more
 */
record Resumption(IkeIdentity peer, Octets ticketId, Instant expiresAt) {
  /** Octets of the lifetime in TICKET_LT_OPAQUE (RFC 5723 section 7.2). */
  private static final int LIFETIME_OCTETS = 4;

  /** The initiator's wish for a ticket, in IKE_AUTH. */
  static List<Payload> request(IkeConfig config) {
    return config.requestSessionTicket()
        ? List.of(NotifyPayload.of(NotifyType.TICKET_REQUEST))
        : List.of();
  }

  /** The responder's answer to that wish; nothing if it does not issue tickets. */
  static List<Payload> issue(
      SessionParameters session,
      Instant now,
      IkeSaChannel channel,
      InitExchange init,
      IkeIdentity peer,
      List<Payload> request) {
    Optional<TicketKeys> keys = session.config().ticketKeys().filter(k -> !k.isDestroyed());
    if (keys.isEmpty() || !InitMessages.hasNotify(request, NotifyType.TICKET_REQUEST)) {
      return List.of();
    }
    byte[] id = new byte[TicketContents.ID_OCTETS];
    session.crypto().random().nextBytes(id);
    long seconds = keys.get().ticketLifetime().toSeconds();
    byte[] contents =
        new TicketContents(
                Octets.of(id),
                now.plusSeconds(seconds),
                session.config().name(),
                peer,
                init.suite(),
                channel.keys().skD())
            .encode();
    Octets ticket = keys.get().seal(contents);
    Arrays.fill(contents, (byte) 0);
    Octets lifetime = Octets.of(ByteBuffer.allocate(LIFETIME_OCTETS).putInt((int) seconds).array());
    return List.of(NotifyPayload.of(NotifyType.TICKET_LT_OPAQUE, Octets.concat(lifetime, ticket)));
  }

  /** The ticket that the initiator got, if it wanted and got one. */
  static Optional<SessionTicket> received(
      IkeConfig config,
      Instant now,
      IkeSaChannel channel,
      Transition established,
      List<Payload> response) {
    Optional<IkeSaInfo> info =
        established.outputs().stream()
            .filter(IkeOutput.Established.class::isInstance)
            .map(o -> ((IkeOutput.Established) o).info())
            .findFirst();
    if (!config.requestSessionTicket() || info.isEmpty()) {
      return Optional.empty();
    }
    return notify(response, NotifyType.TICKET_LT_OPAQUE)
        .filter(data -> data.length() > LIFETIME_OCTETS)
        .map(
            data ->
                new SessionTicket(
                    data.slice(LIFETIME_OCTETS, data.length()),
                    now.plusSeconds(data.asByteBuffer().getInt() & 0xffff_ffffL),
                    info.get(),
                    channel.keys().skD()));
  }

  /** What is in the ticket of IKE_SESSION_RESUME; empty if it is not good here and now. */
  static Optional<TicketContents> open(IkeConfig config, Instant now, Octets ticket) {
    Optional<TicketKeys> keys = config.ticketKeys().filter(k -> !k.isDestroyed());
    Optional<byte[]> opened = keys.flatMap(k -> k.open(ticket));
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try {
      TicketContents contents = TicketContents.decode(opened.get());
      boolean good =
          now.isBefore(contents.expiresAt())
              && contents.configuration().equals(config.name())
              && !keys.get().isSpent(contents.id());
      if (good) {
        return Optional.of(contents);
      }
      contents.destroy();
    } catch (MalformedMessageException ofAnotherVersion) {
      // As if it were unknown.
    } finally {
      Arrays.fill(opened.get(), (byte) 0);
    }
    return Optional.empty();
  }

  /** As responder: whether this is the ticket's first use, and still in time. */
  boolean spend(IkeConfig config, Instant now) {
    return now.isBefore(expiresAt)
        && config
            .ticketKeys()
            .filter(keys -> !keys.isDestroyed() && keys.spend(now, ticketId, expiresAt))
            .isPresent();
  }

  static Optional<Octets> notify(List<Payload> payloads, NotifyType type) {
    return Payloads.notify(payloads, type).map(NotifyPayload::data);
  }
}
