package io.vpn4j.ike.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentResult.Kept;
import io.vpn4j.ike.fragment.FragmentResult.Whole;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SharedData;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Messages that strongSwan 5.9.8 has cut, with the keys of its IKE SA. */
class FragmentVectorsTest {
  private static final String CAPTURE = "ike/strongswan/psk-aes256-sha512-modp4096.json";

  /** The fragments of one message and what was in each. */
  private record Cut(List<Octets> datagrams, List<Octets> inner, boolean fromInitiator) {}

  @TestFactory
  Stream<DynamicTest> putsCapturedFragmentsTogetherAndCutsThemTheSameWay() {
    JsonNode capture = SharedData.json(CAPTURE);
    List<Cut> cuts = cuts(capture);
    assertFalse(cuts.isEmpty());
    return cuts.stream()
        .map(
            cut ->
                DynamicTest.dynamicTest(
                    cut.fromInitiator() ? "request" : "response",
                    () -> putsTogetherAndCuts(capture, cut)));
  }

  private static List<Cut> cuts(JsonNode capture) {
    Map<Integer, Octets> frames = new TreeMap<>();
    for (JsonNode message : capture.path("messages")) {
      if (message.has("ike")) {
        frames.put(message.path("frame").asInt(), Octets.ofHex(message.path("ike").asText()));
      }
    }
    Map<String, Cut> cuts = new TreeMap<>();
    for (JsonNode decrypted : capture.path("decrypted")) {
      if (decrypted.path("fragment").isArray()) {
        boolean fromInitiator = decrypted.path("from_initiator").asBoolean();
        Octets datagram = frames.get(decrypted.path("frame").asInt());
        Cut cut =
            cuts.computeIfAbsent(
                // SPIs, exchange, flags and Message ID.
                datagram.slice(0, 16) + "" + datagram.slice(17, 24),
                k -> new Cut(new ArrayList<>(), new ArrayList<>(), fromInitiator));
        cut.datagrams().add(datagram);
        cut.inner().add(Octets.ofHex(decrypted.path("inner").asText()));
      }
    }
    return List.copyOf(cuts.values());
  }

  private static SkPayloadCipher cipher(JsonNode capture, Cut cut) {
    String spiI = cut.datagrams().get(0).slice(0, 8).toString();
    for (JsonNode sa : capture.path("ike_sas")) {
      if (sa.path("spi_i").asText().equals(spiI)) {
        assertEquals("AES-CBC-256", sa.path("encr").asText());
        String direction = cut.fromInitiator() ? "i" : "r";
        return SkPayloadCipher.of(
            IkeCrypto.of(new SecureRandom()),
            EncryptionAlgorithm.AES_CBC_256,
            Optional.of(IntegrityAlgorithm.valueOf(sa.path("integ").asText())),
            HexFormat.of().parseHex(sa.path("sk_e" + direction).asText()),
            HexFormat.of().parseHex(sa.path("sk_a" + direction).asText()));
      }
    }
    throw new IllegalStateException("no IKE SA " + spiI);
  }

  private static void putsTogetherAndCuts(JsonNode capture, Cut cut)
      throws MalformedMessageException {
    SkPayloadCipher cipher = cipher(capture, cut);
    FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);
    assertEquals(2, cut.datagrams().size());

    assertEquals(new Kept(1, 2), FragmentFixtures.receive(store, cut.datagrams().get(1), cipher));
    Whole whole = (Whole) FragmentFixtures.receive(store, cut.datagrams().get(0), cipher);

    assertEquals(Octets.concat(cut.inner().toArray(Octets[]::new)), whole.inner());
    assertFalse(IkeCodec.decodePayloads(whole.firstInner(), whole.inner()).isEmpty());

    Octets first = cut.datagrams().get(0);
    List<Octets> ours =
        MessageSealer.fragments(
            cipher,
            IkeHeader.peek(first.asByteBuffer()),
            whole.firstInner(),
            whole.inner(),
            // Its configuration said datagrams of 576 octets: 544 without headers and marker.
            MessageSealer.MIN_MESSAGE_OCTETS);
    assertEquals(
        cut.datagrams().stream().map(Octets::length).toList(),
        ours.stream().map(Octets::length).toList());
  }
}
