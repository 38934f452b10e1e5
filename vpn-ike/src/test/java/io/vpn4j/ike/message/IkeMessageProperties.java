package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.IkeArbitraries.Mutant;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class IkeMessageProperties {

  @Property(tries = 600)
  @Requirement("RFC7296-4-1")
  void everyMessageSurvivesTheWire(@ForAll("messages") IkeMessage message)
      throws MalformedMessageException {
    Octets octets = IkeCodec.encode(message);

    IkeMessage decoded = IkeCodec.decode(octets.asByteBuffer());

    assertEquals(message, decoded);
    // Equality of proposals leaves reserved bits out; the octets do not.
    assertEquals(octets, IkeCodec.encode(decoded));
    assertEquals(message.header(), IkeHeader.peek(octets.asByteBuffer()));
  }

  @Property(tries = 300)
  void everyInnerChainSurvivesTheWire(@ForAll("payloads") List<Payload> payloads)
      throws MalformedMessageException {
    Octets chain = IkeCodec.encodePayloads(payloads);

    List<Payload> decoded = IkeCodec.decodePayloads(PayloadChain.firstType(payloads), chain);

    assertEquals(payloads, decoded);
    assertEquals(chain, IkeCodec.encodePayloads(decoded));
  }

  @Property(tries = 300)
  void everyPayloadKnowsItsLength(@ForAll("payloads") List<Payload> payloads) {
    for (Payload payload : payloads) {
      Octets chain = IkeCodec.encodePayloads(List.of(payload));

      assertEquals(chain.length(), payload.encodedLength());
      assertEquals(chain.slice(4, chain.length()), payload.bodyOctets());
      assertEquals(chain.length(), chain.u8(2) << 8 | chain.u8(3));
    }
  }

  @Property(tries = 1000)
  void arbitraryOctetsDecodeOrAreMalformed(@ForAll("octets") Octets octets) {
    decodeOrMalformed(octets);
    peekOrMalformed(octets);
    for (int type = 0; type < 60; type++) {
      try {
        List<Payload> payloads = IkeCodec.decodePayloads(new PayloadType(type), octets);
        assertEquals(octets, IkeCodec.encodePayloads(payloads));
      } catch (MalformedMessageException e) {
        assertTrue(e.offset() <= octets.length(), e.getMessage());
      }
    }
  }

  @Property(tries = 1000)
  void arbitraryBodiesOfEveryPayloadDecodeOrAreMalformed(@ForAll("octets") Octets body) {
    for (int type = 1; type < 60; type++) {
      Octets chain =
          Octets.concat(Octets.ofHex("0000" + String.format("%04x", 4 + body.length())), body);
      String outcome = "malformed";
      try {
        List<Payload> payloads = IkeCodec.decodePayloads(new PayloadType(type), chain);
        assertEquals(chain, IkeCodec.encodePayloads(payloads));
        outcome = "decoded";
      } catch (MalformedMessageException e) {
        assertTrue(e.offset() <= chain.length(), e.getMessage());
      }
      Statistics.label("outcome").collect(outcome);
    }
    Statistics.label("outcome")
        .coverage(
            coverage -> {
              coverage.check("decoded").percentage(p -> p > 20);
              coverage.check("malformed").percentage(p -> p > 5);
            });
  }

  @Property(tries = 2000)
  void damagedMessagesDecodeOrAreMalformed(@ForAll("mutants") Mutant mutant) {
    Octets octets = mutant.octets();
    peekOrMalformed(octets);

    int reached = decodeOrMalformed(octets);

    int whole = PayloadWalk.starts(octets, reached).size();
    Statistics.label("damage").collect(mutant.damage());
    Statistics.label("past header").collect(reached > IkeHeader.OCTETS || whole > 0);
    Statistics.label("past two payloads").collect(whole >= 2);
    Statistics.label("outcome").collect(reached == octets.length() ? "decoded" : "malformed");
    Statistics.label("past header")
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 65));
    Statistics.label("past two payloads")
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 35));
    Statistics.label("outcome")
        .coverage(
            coverage -> {
              coverage.check("decoded").percentage(p -> p > 10);
              coverage.check("malformed").percentage(p -> p > 10);
            });
  }

  @Property(tries = 60)
  void everyTruncationAndEveryBitFlipIsTotal(@ForAll("messages") IkeMessage message) {
    byte[] octets = IkeCodec.encode(message).toByteArray();
    for (int length = 0; length < octets.length; length++) {
      byte[] truncated = Octets.of(octets).slice(0, length).toByteArray();
      decodeOrMalformed(IkeArbitraries.withTrueLength(truncated));
    }
    for (int bit = 0; bit < octets.length * 8; bit++) {
      octets[bit / 8] ^= (byte) (1 << bit % 8);
      decodeOrMalformed(Octets.of(octets));
      octets[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  /** Octets that were read: all of them, or as far as the complaint. */
  private static int decodeOrMalformed(Octets octets) {
    try {
      IkeMessage message = IkeCodec.decode(octets.asByteBuffer());
      assertEquals(octets, IkeCodec.encode(message));
      return octets.length();
    } catch (MalformedMessageException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= octets.length(), e.getMessage());
      return e.offset();
    }
  }

  private static void peekOrMalformed(Octets octets) {
    try {
      IkeHeader.peek(octets.asByteBuffer());
      assertTrue(octets.length() >= IkeHeader.OCTETS);
    } catch (MalformedMessageException e) {
      assertTrue(e.offset() <= IkeHeader.OCTETS, e.getMessage());
    }
  }

  @Provide
  Arbitrary<IkeMessage> messages() {
    return IkeArbitraries.messages();
  }

  @Provide
  Arbitrary<List<Payload>> payloads() {
    return IkeArbitraries.payloads().list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<Octets> octets() {
    return IkeArbitraries.octets(0, 200);
  }

  @Provide
  Arbitrary<Mutant> mutants() {
    return IkeArbitraries.mutants();
  }
}
