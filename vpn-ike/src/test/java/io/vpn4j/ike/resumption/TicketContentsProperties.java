package io.vpn4j.ike.resumption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class TicketContentsProperties {

  @Property(tries = 300)
  void whatGoesIntoATicketComesOut(
      @ForAll @Size(16) byte[] id,
      @ForAll @IntRange(min = 0) int expiry,
      @ForAll String name,
      @ForAll @Size(max = 2000) byte[] identity,
      @ForAll EncryptionAlgorithm encryption,
      @ForAll Optional<IntegrityAlgorithm> integrity,
      @ForAll PrfAlgorithm prf,
      @ForAll @Size(min = 1, max = 8) List<KeyExchangeMethod> methods,
      @ForAll @Size(max = 64) byte[] skD)
      throws MalformedMessageException {
    String text = name.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff) ? name : "name";
    IkeSuite suite =
        new IkeSuite(
            encryption, integrity, prf, methods.get(0), methods.subList(1, methods.size()));
    TicketContents contents =
        new TicketContents(
            Octets.of(id),
            Instant.ofEpochSecond(expiry),
            text,
            IkeIdentity.ofKeyId(identity),
            suite,
            skD.clone());

    TicketContents read = TicketContents.decode(contents.encode());

    assertEquals(contents.id(), read.id());
    assertEquals(contents.expiresAt(), read.expiresAt());
    assertEquals(text, read.configuration());
    assertEquals(contents.peer(), read.peer());
    assertEquals(suite, read.suite());
    assertArrayEquals(skD, read.skD());
    assertFalse(skD.length > 8 && read.toString().contains(Octets.of(skD).toString()));
  }

  @Property(tries = 1000)
  void anyOctetsAreAValueOrMalformed(
      @ForAll @Size(max = 200) byte[] octets, @ForAll boolean rightVersion) {
    if (rightVersion && octets.length > 0) {
      octets[0] = 1;
    }
    try {
      TicketContents.decode(octets);
      Statistics.collect("value");
    } catch (MalformedMessageException e) {
      Statistics.collect("malformed");
    }
  }
}
