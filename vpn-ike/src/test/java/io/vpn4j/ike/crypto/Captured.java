package io.vpn4j.ike.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Just enough reading of captured messages for the tests of this package: headers and chains. */
final class Captured {
  static final int SA = 33;
  static final int NONCE = 40;
  static final int NOTIFY = 41;
  static final int ENCRYPTED = 46;
  static final int ENCRYPTED_FRAGMENT = 53;
  static final int IKE_SA_INIT = 34;
  static final int CREATE_CHILD_SA = 36;

  private Captured() {}

  record Payload(int type, Octets body) {}

  /** One direction of an exchange: who sent it, and what payloads it has. */
  record Message(Octets octets, boolean response, int exchange, List<Payload> payloads) {
    byte[] only(int type) {
      return payloads.stream()
          .filter(p -> p.type() == type)
          .findFirst()
          .orElseThrow()
          .body()
          .toByteArray();
    }

    boolean has(int type) {
      return payloads.stream().anyMatch(p -> p.type() == type);
    }
  }

  static byte[] hex(JsonNode node) {
    return node.isNull() || node.isMissingNode()
        ? new byte[0]
        : HexFormat.of().parseHex(node.asText());
  }

  static IkeSpi spi(JsonNode node) {
    return new IkeSpi(Long.parseUnsignedLong(node.asText(), 16));
  }

  static Optional<EncryptionAlgorithm> encryption(JsonNode sa) {
    return switch (sa.path("encr").asText()) {
      case "AES-CBC-128" -> Optional.of(EncryptionAlgorithm.AES_CBC_128);
      case "AES-CBC-256" -> Optional.of(EncryptionAlgorithm.AES_CBC_256);
      case "AES-CTR-192" -> Optional.of(EncryptionAlgorithm.AES_CTR_192);
      case "AES-CCM-128-12" -> Optional.of(EncryptionAlgorithm.AES_CCM_12_128);
      case "AES-CCM-256-16" -> Optional.of(EncryptionAlgorithm.AES_CCM_16_256);
      case "AES-GCM-128-16" -> Optional.of(EncryptionAlgorithm.AES_GCM_16_128);
      case "AES-GCM-256-16" -> Optional.of(EncryptionAlgorithm.AES_GCM_16_256);
      default -> Optional.empty();
    };
  }

  static Optional<IntegrityAlgorithm> integrity(JsonNode sa) {
    return Arrays.stream(IntegrityAlgorithm.values())
        .filter(a -> a.name().equals(sa.path("integ").asText()))
        .findFirst();
  }

  static PrfAlgorithm prf(String name) {
    String suffix = name.substring(name.indexOf("HMAC")).replace('-', '_');
    return PrfAlgorithm.valueOf(suffix);
  }

  static int exchange(byte[] message) {
    return message[18] & 0xff;
  }

  static boolean fromInitiator(byte[] message) {
    return (message[19] & 0x08) != 0;
  }

  static boolean response(byte[] message) {
    return (message[19] & 0x20) != 0;
  }

  /** The payloads of a chain; stops at an Encrypted payload, which is the last of a message. */
  static List<Payload> chain(int firstType, byte[] octets) {
    List<Payload> payloads = new ArrayList<>();
    int type = firstType;
    int at = 0;
    while (type != 0 && at + 4 <= octets.length) {
      int length = ((octets[at + 2] & 0xff) << 8) | (octets[at + 3] & 0xff);
      payloads.add(new Payload(type, Octets.of(Arrays.copyOfRange(octets, at + 4, at + length))));
      if (type == ENCRYPTED || type == ENCRYPTED_FRAGMENT) {
        break;
      }
      type = octets[at] & 0xff;
      at += length;
    }
    return payloads;
  }

  static Message open(byte[] message) {
    return new Message(
        Octets.of(message),
        response(message),
        exchange(message),
        chain(message[16] & 0xff, Arrays.copyOfRange(message, 28, message.length)));
  }

  static Map<Integer, byte[]> messagesByFrame(JsonNode capture) {
    Map<Integer, byte[]> messages = new TreeMap<>();
    for (JsonNode message : capture.path("messages")) {
      if (message.has("ike")) {
        messages.put(message.path("frame").asInt(), hex(message.path("ike")));
      }
    }
    return messages;
  }

  /** IKE_SA_INIT messages in clear, everything else as decrypted, fragments put together. */
  static List<Message> exchanges(JsonNode capture) {
    List<Message> all = new ArrayList<>();
    Map<Integer, byte[]> frames = messagesByFrame(capture);
    frames.values().stream()
        .filter(m -> exchange(m) == IKE_SA_INIT)
        .map(Captured::open)
        .forEach(all::add);
    ByteBuffer fragments = ByteBuffer.allocate(65_535);
    int firstType = 0;
    for (JsonNode decrypted : capture.path("decrypted")) {
      byte[] outer = frames.get(decrypted.path("frame").asInt());
      JsonNode fragment = decrypted.path("fragment");
      int number = fragment.isArray() ? fragment.get(0).asInt() : 1;
      int total = fragment.isArray() ? fragment.get(1).asInt() : 1;
      if (number == 1) {
        fragments.clear();
        firstType = decrypted.path("first_payload").asInt();
      }
      fragments.put(hex(decrypted.path("inner")));
      if (number == total) {
        byte[] inner = Arrays.copyOf(fragments.array(), fragments.position());
        all.add(
            new Message(
                Octets.of(outer), response(outer), exchange(outer), chain(firstType, inner)));
      }
    }
    return all;
  }

  /** Request, then response, of the exchange {@code type} whose SA payload is for a protocol. */
  static List<Message> exchangeFor(JsonNode capture, int type, int protocol) {
    List<Message> found = new ArrayList<>();
    for (Message message : exchanges(capture)) {
      if (message.exchange() == type
          && message.has(SA)
          && message.has(NONCE)
          && message.only(SA)[5] == protocol) {
        found.add(message);
      }
    }
    if (found.size() != 2 || found.get(0).response() || !found.get(1).response()) {
      throw new IllegalStateException("not one request and one response: " + found.size());
    }
    return found;
  }
}
