package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An initiator against a demultiplexer, over a perfect network without delay. */
final class DemultiplexerDriver {
  private final IkeSession initiator;
  private final IkeDemultiplexer responder;
  private final Deque<IkeOutput.Transmit> toResponder = new ArrayDeque<>();
  private final Deque<IkeOutput.Transmit> toInitiator = new ArrayDeque<>();
  final List<IkeOutput> initiatorOutputs = new ArrayList<>();
  final List<IkeDemultiplexer.SessionOutput> responderOutputs = new ArrayList<>();
  private final Instant now = SimulatedLink.START;
  private int messages;

  DemultiplexerDriver(IkeSession initiator, IkeDemultiplexer responder) {
    this.initiator = initiator;
    this.responder = responder;
  }

  void initiate() {
    take(initiator.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)));
    run();
  }

  void run() {
    while (!toResponder.isEmpty() || !toInitiator.isEmpty()) {
      messages++;
      if (!toResponder.isEmpty()) {
        take(responder.datagram(received(toResponder.poll())));
      } else {
        take(initiator.handle(received(toInitiator.poll())));
      }
    }
  }

  private IkeInput.Datagram received(IkeOutput.Transmit sent) {
    return new IkeInput.Datagram(
        now, sent.path().reversed(), Octets.of(sent.octets()).asByteBuffer());
  }

  private void take(IkeStep step) {
    for (IkeOutput output : step.outputs()) {
      initiatorOutputs.add(output);
      if (output instanceof IkeOutput.Transmit transmit) {
        toResponder.add(transmit);
      }
    }
  }

  private void take(IkeDemultiplexer.Step step) {
    for (IkeDemultiplexer.SessionOutput one : step.outputs()) {
      responderOutputs.add(one);
      if (one.output() instanceof IkeOutput.Transmit transmit) {
        toInitiator.add(transmit);
      }
    }
  }

  int messages() {
    return messages;
  }
}
