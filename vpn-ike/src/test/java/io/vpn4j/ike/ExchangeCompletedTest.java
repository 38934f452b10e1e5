package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeOutput.ExchangeCompleted;
import io.vpn4j.ike.IkeOutput.ExchangeCompleted.Result;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event for each exchange, on both sides. */
class ExchangeCompletedTest {
  private static List<ExchangeCompleted> of(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, ExchangeCompleted.class);
  }

  private static SimulatedLink link() {
    return IkeSessionFixtures.link(l -> l.reportExchanges(true), r -> r.reportExchanges(true));
  }

  private static List<String> names(List<IkeOutput> outputs) {
    return of(outputs).stream()
        .map(e -> e.exchange() + " " + e.ours() + " " + e.messageId())
        .toList();
  }

  @Test
  void everyExchangeIsToldOnceOnEachSide() {
    SimulatedLink link = link().initiate().run(Duration.ofSeconds(1));
    link.command(false, new IkeCommand.CheckLiveness()).run(Duration.ofSeconds(1));
    link.command(true, new IkeCommand.Delete()).run(Duration.ofSeconds(1));

    assertEquals(
        List.of(
            "IKE_SA_INIT(34) true 0",
            "IKE_AUTH(35) true 1",
            "INFORMATIONAL(37) false 0",
            "INFORMATIONAL(37) true 2"),
        names(link.leftOutputs));
    assertEquals(
        List.of(
            "IKE_SA_INIT(34) false 0",
            "IKE_AUTH(35) false 1",
            "INFORMATIONAL(37) true 0",
            "INFORMATIONAL(37) false 2"),
        names(link.rightOutputs));
    assertTrue(of(link.leftOutputs).stream().allMatch(e -> e.result() == Result.ANSWERED));
  }

  @Test
  void aRepeatedRequestIsOneExchange() {
    SimulatedLink link = link().initiate().run(Duration.ofSeconds(1));
    List<IkeOutput.Transmit> sent = SimulatedLink.of(link.leftOutputs, IkeOutput.Transmit.class);
    IkeOutput.Transmit auth = sent.get(1);
    link.inject(true, auth.path(), Octets.of(auth.octets()));

    assertEquals(2, names(link.rightOutputs).size());
  }

  @Test
  void tellsHowOftenARequestWasSentAndHowLongItTook() {
    SimulatedLink link = link().initiate().run(Duration.ofSeconds(1));
    int before = of(link.leftOutputs).size();
    link.command(true, new IkeCommand.CheckLiveness());
    link.loseAllInFlight();
    link.run(Duration.ofSeconds(10));

    List<ExchangeCompleted> told = of(link.leftOutputs);
    ExchangeCompleted liveness = told.get(before);
    assertEquals(2, liveness.transmissions());
    assertTrue(liveness.duration().compareTo(IkeTimers.DEFAULT.retransmitAfter()) >= 0);
  }

  @Test
  void tellsOfARequestThatWasGivenUp() {
    SimulatedLink link = link().initiate();
    link.cut();
    link.run(Duration.ofMinutes(5));

    ExchangeCompleted init = of(link.leftOutputs).get(0);
    assertEquals(Result.GIVEN_UP, init.result());
    assertTrue(init.transmissions() > 1);
    assertEquals(1, of(link.leftOutputs).size());
  }

  @Test
  void aForgedAnswerCompletesNothing() {
    SimulatedLink link = link().initiate().run(Duration.ofSeconds(1));
    int before = of(link.leftOutputs).size();
    link.command(true, new IkeCommand.CheckLiveness());
    link.loseAllInFlight();
    byte[] forged = link.wire.get(link.wire.size() - 1).toByteArray();
    forged[19] = 0x20;
    link.inject(false, SimulatedLink.INITIATE.natTraversalPath().reversed(), Octets.of(forged));

    assertEquals(before, of(link.leftOutputs).size());
  }

  @Test
  void isSilentUnlessAsked() {
    SimulatedLink link = IkeSessionFixtures.link().initiate().run(Duration.ofSeconds(1));

    assertEquals(List.of(), of(link.leftOutputs));
  }
}
