package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeArbitraries;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** A peer that has the keys cannot make us throw, whatever it puts into protected messages. */
class AuthenticatedPeerProperties {

  @Provide
  Arbitrary<List<Payload>> chains() {
    return IkeArbitraries.payloads().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<ExchangeType> exchanges() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, Arbitraries.just(ExchangeType.INFORMATIONAL)),
        net.jqwik.api.Tuple.of(2, Arbitraries.just(ExchangeType.CREATE_CHILD_SA)),
        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 255).map(ExchangeType::new)));
  }

  @Property(tries = 1000)
  @Label("an established session answers every request of its peer, and ends at most once")
  @Requirement({"RFC7296-1.4-5", "RFC7296-2.21.3-1"})
  void requests(
      @ForAll boolean initiator,
      @ForAll("exchanges") ExchangeType exchange,
      @ForAll @Size(min = 1, max = 5) List<@net.jqwik.api.From("chains") List<Payload>> chains) {
    Rig rig = Rig.established(initiator);
    for (List<Payload> chain : chains) {
      boolean alive = rig.state instanceof Established;
      List<IkeOutput> outputs = rig.request(exchange, chain.toArray(Payload[]::new));
      assertEquals(alive ? 1 : 0, Rig.of(outputs, IkeOutput.Transmit.class).size());
    }
    assertOrderly(rig);
    Statistics.label("afterwards").collect(rig.state.getClass().getSimpleName());
  }

  @Property(tries = 1000)
  @Label("octets that are no payloads end the IKE SA with INVALID_SYNTAX, and nothing throws")
  @Requirement({"RFC7296-2.21.3-2", "RFC7296-3.10.1-3", "RFC7296-2.21-1"})
  void malformedInside(
      @ForAll boolean initiator,
      @ForAll boolean response,
      @ForAll("chains") List<Payload> chain,
      @ForAll long seed) {
    Rig rig = Rig.established(initiator);
    long messageId = initiator ? (response ? 2 : 0) : (response ? 0 : 2);
    if (response) {
      rig.command(new io.vpn4j.ike.IkeCommand.CheckLiveness());
    }
    Random random = new Random(seed);
    byte[] inner = IkeCodec.encodePayloads(chain).toByteArray();
    for (int i = 0; i < inner.length && i < 3; i++) {
      inner[random.nextInt(inner.length)] = (byte) random.nextInt();
    }
    rig.receive(sealed(rig, initiator, response, messageId, chain, inner));
    assertOrderly(rig);
    Statistics.label("afterwards").collect(rig.state.getClass().getSimpleName());
    Statistics.label("afterwards")
        .coverage(
            coverage -> {
              coverage.check("Established").count(c -> c > 50);
              coverage.check("Lingering").count(c -> c > 50);
            });
  }

  private static Octets sealed(
      Rig rig,
      boolean initiator,
      boolean response,
      long messageId,
      List<Payload> chain,
      byte[] inner) {
    SkPayloadCipher cipher =
        SkPayloadCipher.of(
            rig.crypto,
            Rig.SUITE.encryption(),
            Rig.SUITE.integrity(),
            initiator ? rig.ours.keys().skEr() : rig.ours.keys().skEi(),
            new byte[0]);
    PayloadType first = chain.isEmpty() ? PayloadType.NONE : chain.get(0).type();
    return IkeCodec.encodeProtected(
        IkeHeader.of(
            Rig.SPI_I, Rig.SPI_R, ExchangeType.INFORMATIONAL, !initiator, response, messageId),
        first,
        cipher.bodyOctets(inner.length),
        prefix -> cipher.seal(prefix, inner));
  }

  @Property(tries = 1000)
  @Label("an IKE_AUTH request with anything in it is answered once and never throws")
  void authRequests(
      @ForAll("chains") List<Payload> chain, @ForAll boolean proved, @ForAll long seed) {
    Rig rig = Rig.awaitAuthRequest(Rig.config().build());
    List<Payload> payloads = new ArrayList<>(chain);
    if (proved) {
      payloads.addAll(genuine(rig, new Random(seed), chain));
    }
    List<IkeOutput> outputs = rig.request(ExchangeType.IKE_AUTH, payloads.toArray(Payload[]::new));
    assertEquals(1, Rig.of(outputs, IkeOutput.Transmit.class).size());
    assertOrderly(rig);
    Statistics.label("afterwards")
        .collect(
            rig.state.getClass().getSimpleName(),
            Rig.of(outputs, IkeOutput.ChildSaUp.class).size());
    Statistics.label("afterwards")
        .coverage(coverage -> coverage.check("Established", 1).count(c -> c > 20));
  }

  /** What proves the initiator, with gaps where {@code chain} has something of the kind. */
  private static List<Payload> genuine(Rig rig, Random random, List<Payload> chain) {
    IdPayload id = AuthExchange.idPayload(true, IkeIdentity.ofFqdn("there.example"));
    List<Payload> all = new ArrayList<>();
    all.add(id);
    all.add(PeerAuth.of(rig.peers, id));
    all.add(
        ProposalSelection.forFirstChildSa(rig.session.config().childAlgorithms())
            .offer(ProposalSelection.spiOctets(new io.vpn4j.ike.EspSpi(random.nextInt()))));
    all.add(TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())));
    all.add(TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4())));
    all.removeIf(
        p -> random.nextInt(4) == 0 && chain.stream().anyMatch(c -> c.type().equals(p.type())));
    return all;
  }

  @Property(tries = 1000)
  @Label("an IKE_AUTH response with anything in it ends the attempt or establishes, once")
  void authResponses(@ForAll("chains") List<Payload> chain, @ForAll boolean proved) {
    Rig rig = Rig.awaitAuthResponse(Rig.config().build());
    List<Payload> payloads = new ArrayList<>(chain);
    if (proved) {
      payloads.removeIf(
          p -> p instanceof IdPayload || p instanceof io.vpn4j.ike.message.AuthPayload);
      IdPayload id = AuthExchange.idPayload(false, IkeIdentity.ofFqdn("there.example"));
      payloads.add(id);
      payloads.add(PeerAuth.of(rig.peers, id));
    }
    rig.respond(rig.sent(), payloads.toArray(Payload[]::new));
    assertTrue(rig.state instanceof Established || rig.state instanceof Closed);
    assertOrderly(rig);
    Statistics.label("afterwards").collect(rig.state.getClass().getSimpleName());
    Statistics.label("afterwards")
        .coverage(coverage -> coverage.check("Established").count(c -> c > 100));
  }

  private static void assertOrderly(Rig rig) {
    int up = Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).size();
    int down = Rig.of(rig.outputs, IkeOutput.ChildSaDown.class).size();
    int terminated = Rig.of(rig.outputs, IkeOutput.Terminated.class).size();
    boolean over = rig.state instanceof Closed || rig.state instanceof Lingering;
    assertEquals(over ? 1 : 0, terminated);
    assertTrue(down <= up && up <= 1);
    if (over) {
      assertEquals(up, down);
    }
  }
}
