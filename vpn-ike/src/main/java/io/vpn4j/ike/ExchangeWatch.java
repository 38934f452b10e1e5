package io.vpn4j.ike;

import io.vpn4j.ike.IkeOutput.ExchangeCompleted.Result;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sees from outside which exchanges a session carries out: from the headers of what comes in and
 * goes out, so that no state has to speak of it.
 */
final class ExchangeWatch {
  private static final int MAX_ANSWERED = 4;

  /** A request of ours without an answer. */
  private static final class Pending {
    private final IkeHeader request;
    private final Instant since;
    private int transmissions = 1;

    Pending(IkeHeader request, Instant since) {
      this.request = request;
      this.since = since;
    }

    boolean isAnsweredBy(IkeHeader response) {
      return response.messageId() == request.messageId()
          && response.exchangeType().equals(request.exchangeType())
          && response.initiatorSpi().equals(request.initiatorSpi());
    }
  }

  private final List<Pending> pending = new ArrayList<>(1);

  /** The latest requests of the peer that were answered: their repeats are no new exchanges. */
  private final List<IkeHeader> answered = new ArrayList<>(1);

  /**
   * The outputs of one step, and behind them what it has completed.
   *
   * @param received the header of the datagram that came in, if one did
   * @param outputs what the session made of it
   */
  List<IkeOutput> addCompleted(Instant now, Optional<IkeHeader> received, List<IkeOutput> outputs) {
    List<IkeOutput> completed = new ArrayList<>(1);
    List<IkeHeader> sent = sent(outputs);
    for (IkeHeader header : sent) {
      if (!header.isResponse()) {
        request(now, header);
      }
    }
    boolean accepted =
        outputs.stream()
            .noneMatch(o -> o instanceof IkeOutput.Dropped || o instanceof IkeOutput.Warned);
    if (received.isPresent() && accepted) {
      completedBy(now, received.get(), sent).ifPresent(completed::add);
    }
    if (outputs.stream().anyMatch(IkeOutput.Terminated.class::isInstance)) {
      pending.forEach(p -> completed.add(ofOurs(p, now, Result.GIVEN_UP)));
      pending.clear();
    }
    if (completed.isEmpty()) {
      return outputs;
    }
    completed.addAll(0, outputs);
    return List.copyOf(completed);
  }

  private void request(Instant now, IkeHeader header) {
    for (Pending known : pending) {
      if (known.isAnsweredBy(header)) {
        known.transmissions++;
        return;
      }
    }
    pending.add(new Pending(header, now));
  }

  private Optional<IkeOutput> completedBy(Instant now, IkeHeader received, List<IkeHeader> sent) {
    if (!received.isResponse()) {
      return answeredNow(received, sent);
    }
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending one = all.next();
      // A cookie or another group is asked for by a response that has the request come again.
      if (one.isAnsweredBy(received) && sent.stream().noneMatch(one::isAnsweredBy)) {
        all.remove();
        return Optional.of(ofOurs(one, now, Result.ANSWERED));
      }
    }
    return Optional.empty();
  }

  private Optional<IkeOutput> answeredNow(IkeHeader request, List<IkeHeader> sent) {
    boolean answer =
        sent.stream().anyMatch(s -> s.isResponse() && s.messageId() == request.messageId());
    if (!answer || answered.contains(request)) {
      return Optional.empty();
    }
    if (answered.size() == MAX_ANSWERED) {
      answered.remove(0);
    }
    answered.add(request);
    return Optional.of(
        new IkeOutput.ExchangeCompleted(
            request.exchangeType().toString(),
            false,
            request.messageId(),
            Duration.ZERO,
            1,
            Result.ANSWERED));
  }

  private static IkeOutput ofOurs(Pending pending, Instant now, Result result) {
    return new IkeOutput.ExchangeCompleted(
        pending.request.exchangeType().toString(),
        true,
        pending.request.messageId(),
        Duration.between(pending.since, now),
        pending.transmissions,
        result);
  }

  /** Headers of the messages in {@code outputs}; of several fragments of one message only one. */
  private static List<IkeHeader> sent(List<IkeOutput> outputs) {
    List<IkeHeader> headers = new ArrayList<>(1);
    for (IkeOutput output : outputs) {
      if (output instanceof IkeOutput.Transmit transmit) {
        IkeHeader header = header(transmit.octets());
        if (!headers.contains(header)) {
          headers.add(header);
        }
      }
    }
    return headers;
  }

  private static IkeHeader header(ByteBuffer message) {
    try {
      return IkeHeader.peek(message);
    } catch (MalformedMessageException cannotBe) {
      throw new IllegalStateException("a message of ours", cannotBe);
    }
  }
}
