package io.vpn4j.ike.fragment;

import static io.vpn4j.ike.fragment.FragmentFixtures.FIRST_INNER;
import static io.vpn4j.ike.fragment.FragmentFixtures.MESSAGE_OCTETS;
import static io.vpn4j.ike.fragment.FragmentFixtures.chain;
import static io.vpn4j.ike.fragment.FragmentFixtures.request;
import static io.vpn4j.ike.fragment.FragmentFixtures.split;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.fragment.FragmentFixtures.Suite;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.EncryptedPayload;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSealerTest {

  @Test
  void leavesAMessageWholeThatFits() throws MalformedMessageException {
    int fits = MESSAGE_OCTETS - 28 - 4 - Suite.AEAD.cipher().bodyOctets(0);

    List<Octets> messages = split(Suite.AEAD, request(1), chain(fits), MESSAGE_OCTETS);

    assertEquals(1, messages.size());
    assertEquals(MESSAGE_OCTETS, messages.get(0).length());
    IkeMessage message = IkeCodec.decode(messages.get(0).asByteBuffer());
    assertTrue(message.first(EncryptedPayload.class).isPresent());
    assertEquals(2, split(Suite.AEAD, request(1), chain(fits + 1), MESSAGE_OCTETS).size());
  }

  /** RFC 7383 section 2.5: only the first fragment names the first payload inside. */
  @Test
  @Requirement({"RFC7383-2.5-1", "RFC7383-2.5-2", "RFC7383-2.5-3", "RFC7383-2.5-5"})
  void numbersFragmentsAndNamesTheFirstPayloadOnce() throws MalformedMessageException {
    List<Octets> messages = split(Suite.CBC_HMAC, request(1), chain(1300), MESSAGE_OCTETS);

    for (int i = 0; i < messages.size(); i++) {
      IkeMessage message = IkeCodec.decode(messages.get(i).asByteBuffer());
      EncryptedFragmentPayload skf = message.first(EncryptedFragmentPayload.class).orElseThrow();
      assertEquals(request(1), message.header());
      assertEquals(i + 1, skf.fragmentNumber());
      assertEquals(messages.size(), skf.totalFragments());
      assertEquals(i == 0 ? FIRST_INNER : PayloadType.NONE, skf.firstInner());
    }
  }

  @Test
  void refusesASizeThatEveryPathPassesAnyway() {
    assertThrows(
        IllegalArgumentException.class,
        () -> split(Suite.AEAD, request(1), chain(10), MESSAGE_OCTETS - 1));
  }
}
