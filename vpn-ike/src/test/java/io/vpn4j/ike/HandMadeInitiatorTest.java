package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.EncryptedPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * An initiator that has nothing but HMAC, AES-GCM and the formulas of RFC 7296, RFC 9242 and RFC
 * 9370, written out here a second time, against a responder of ours with two additional key
 * exchanges. It comes up only if keys and IntAuth are what the RFCs say.
 */
class HandMadeInitiatorTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(9242));
  private static final UdpPath TO_US =
      new UdpPath(SimulatedLink.RIGHT_4500, SimulatedLink.LEFT_4500);
  private static final Octets NI =
      Octets.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  private static final long SPI_I = 0x0102_0304_0506_0708L;
  private static final List<KeyExchangeMethod> ROUNDS =
      List.of(KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_256);

  private final IkeSession responder =
      IkeSession.responder(
          IkeSessionFixtures.right()
              .ikeAlgorithms(
                  IkeSessionFixtures.FAST.withAdditionalKeyExchange(
                      AdditionalKeyExchange.required(1, ROUNDS.get(0)),
                      AdditionalKeyExchange.required(2, ROUNDS.get(1))))
              .build(),
          IkeCrypto.of(new SeededSecureRandom(2)));
  private final ByteArrayOutputStream nonces = new ByteArrayOutputStream();
  private final ByteArrayOutputStream spis = new ByteArrayOutputStream();
  private IkeSpi spiR;
  private byte[] skD;
  private byte[] skEi;
  private byte[] skEr;
  private byte[] skPi;
  private byte[] skPr;
  private long iv;
  private IkeStep last;

  private static byte[] prf(byte[] key, byte[]... parts) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private void expand(byte[] skeyseed) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[0];
    for (int i = 1; all.size() < 136; i++) {
      block = prf(skeyseed, block, nonces.toByteArray(), spis.toByteArray(), new byte[] {(byte) i});
      all.writeBytes(block);
    }
    ByteBuffer material = ByteBuffer.wrap(all.toByteArray());
    skD = take(material, 32);
    skEi = take(material, 20);
    skEr = take(material, 20);
    skPi = take(material, 32);
    skPr = take(material, 32);
  }

  private static byte[] take(ByteBuffer from, int octets) {
    byte[] taken = new byte[octets];
    from.get(taken);
    return taken;
  }

  private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] aad, byte[] text)
      throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    ByteBuffer nonce = ByteBuffer.allocate(12).put(key, 16, 4).put(iv);
    cipher.init(
        mode, new SecretKeySpec(key, 0, 16, "AES"), new GCMParameterSpec(128, nonce.array()));
    cipher.updateAAD(aad);
    return cipher.doFinal(text);
  }

  private IkeHeader header(ExchangeType exchange, long messageId) {
    return IkeHeader.of(new IkeSpi(SPI_I), spiR, exchange, true, false, messageId);
  }

  private Octets seal(IkeHeader header, List<Payload> payloads) {
    byte[] inner = IkeCodec.encodePayloads(payloads).toByteArray();
    byte[] padded = Arrays.copyOf(inner, inner.length + 1);
    byte[] explicit = ByteBuffer.allocate(8).putLong(iv++).array();
    return IkeCodec.encodeProtected(
        header,
        payloads.get(0).type(),
        8 + padded.length + 16,
        prefix -> {
          try {
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, skEi, explicit, prefix.toByteArray(), padded);
            return Octets.concat(Octets.of(explicit), Octets.of(sealed));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private byte[] open(Octets message) throws Exception {
    EncryptedPayload sk =
        IkeCodec.decode(message.asByteBuffer()).first(EncryptedPayload.class).orElseThrow();
    byte[] prefix = message.slice(0, message.length() - sk.body().length()).toByteArray();
    byte[] body = sk.body().toByteArray();
    byte[] padded =
        gcm(
            Cipher.DECRYPT_MODE,
            skEr,
            Arrays.copyOf(body, 8),
            prefix,
            Arrays.copyOfRange(body, 8, body.length));
    return Arrays.copyOf(padded, padded.length - 1 - padded[padded.length - 1]);
  }

  private static List<Payload> payloads(Octets message, byte[] inner) throws Exception {
    EncryptedPayload sk =
        IkeCodec.decode(message.asByteBuffer()).first(EncryptedPayload.class).orElseThrow();
    return IkeCodec.decodePayloads(sk.firstInner(), Octets.of(inner));
  }

  private Octets exchange(Octets message) {
    last =
        responder.handle(
            new IkeInput.Datagram(Instant.EPOCH, TO_US, ByteBuffer.wrap(message.toByteArray())));
    return last.outputs().stream()
        .filter(IkeOutput.Transmit.class::isInstance)
        .map(o -> Octets.of(((IkeOutput.Transmit) o).octets()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(last.outputs()));
  }

  /** IntAuth_*A | IntAuth_*P with both lengths adjusted, from octets and nothing else. */
  private static byte[] covered(Octets message, byte[] inner) {
    byte[] covered = Arrays.copyOf(message.toByteArray(), 32 + inner.length);
    System.arraycopy(inner, 0, covered, 32, inner.length);
    ByteBuffer.wrap(covered).putInt(24, 32 + inner.length).putShort(30, (short) (4 + inner.length));
    return covered;
  }

  private static <T extends Payload> T first(List<Payload> payloads, Class<T> type) {
    return payloads.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @Test
  @Requirement({"RFC9370-2.2.2-2", "RFC9242-3.3.2-1", "RFC9242-3.3.2-3", "RFC7296-2.15-1"})
  void comesUpWithTheFormulasOfTheRfcs() throws Exception {
    // IKE_SA_INIT
    KeyExchange.Offer offer = KeyExchange.offer(CRYPTO, KeyExchangeMethod.CURVE25519);
    List<Transform> transforms =
        List.of(
            Transform.of(TransformType.ENCR, 20, 128),
            Transform.of(TransformType.PRF, 5),
            Transform.of(TransformType.KE, 31),
            Transform.of(TransformType.ADDKE1, 20),
            Transform.of(TransformType.ADDKE2, 19));
    spiR = IkeSpi.ZERO;
    Octets request =
        IkeCodec.encode(
            new IkeMessage(
                header(ExchangeType.IKE_SA_INIT, 0),
                List.of(
                    new SaPayload(
                        List.of(new Proposal(1, ProtocolId.IKE, Octets.EMPTY, transforms))),
                    new KePayload(31, Octets.of(offer.publicValue())),
                    new NoncePayload(NI),
                    NotifyPayload.of(NotifyType.NAT_DETECTION_SOURCE_IP, Octets.of(new byte[20])),
                    NotifyPayload.of(
                        NotifyType.NAT_DETECTION_DESTINATION_IP, Octets.of(new byte[20])),
                    NotifyPayload.of(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED))));
    Octets response = exchange(request);
    IkeMessage init = IkeCodec.decode(response.asByteBuffer());
    assertTrue(init.notify(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED).isPresent());
    assertEquals(
        transforms, init.first(SaPayload.class).orElseThrow().proposals().get(0).transforms());
    spiR = init.header().responderSpi();
    Octets nr = init.first(NoncePayload.class).orElseThrow().nonce();
    nonces.writeBytes(NI.toByteArray());
    nonces.writeBytes(nr.toByteArray());
    spis.writeBytes(ByteBuffer.allocate(16).putLong(SPI_I).putLong(spiR.value()).array());
    byte[] g = offer.complete(init.first(KePayload.class).orElseThrow().keyData().toByteArray());
    expand(prf(nonces.toByteArray(), g));

    // IKE_INTERMEDIATE, twice
    byte[] intAuthI = new byte[0];
    byte[] intAuthR = new byte[0];
    long messageId = 1;
    for (KeyExchangeMethod method : ROUNDS) {
      KeyExchange.Offer more = KeyExchange.offer(CRYPTO, method);
      List<Payload> mine =
          List.of(new KePayload(method.transformId(), Octets.of(more.publicValue())));
      Octets sent = seal(header(ExchangeType.IKE_INTERMEDIATE, messageId++), mine);
      Octets answer = exchange(sent);
      byte[] inner = open(answer);
      KePayload ke = first(payloads(answer, inner), KePayload.class);
      intAuthI = prf(skPi, intAuthI, covered(sent, IkeCodec.encodePayloads(mine).toByteArray()));
      intAuthR = prf(skPr, intAuthR, covered(answer, inner));
      byte[] sk = more.complete(ke.keyData().toByteArray());
      expand(prf(skD, sk, nonces.toByteArray()));
    }

    // IKE_AUTH
    byte[] mid = ByteBuffer.allocate(4).putInt((int) messageId).array();
    IdPayload idi =
        new IdPayload(
            true, IkeSessionFixtures.LEFT.type(), Octets.of(IkeSessionFixtures.LEFT.data()));
    byte[] padded =
        prf(
            IkeSessionFixtures.KEY.octets(SecretAccess.grant()),
            "Key Pad for IKEv2".getBytes(StandardCharsets.US_ASCII));
    byte[] authI =
        prf(
            padded,
            request.toByteArray(),
            nr.toByteArray(),
            prf(skPi, idi.bodyOctets().toByteArray()),
            intAuthI,
            intAuthR,
            mid);
    Octets auth =
        exchange(
            seal(
                header(ExchangeType.IKE_AUTH, messageId),
                List.of(
                    idi,
                    new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.of(authI)),
                    new SaPayload(
                        List.of(
                            new Proposal(
                                1,
                                ProtocolId.ESP,
                                Octets.ofHex("c0000001"),
                                List.of(
                                    Transform.of(TransformType.ENCR, 20, 128),
                                    Transform.of(TransformType.ESN, 0))))),
                    TrafficSelectors.payload(true, responder.config().peerTrafficSelectors()),
                    TrafficSelectors.payload(false, responder.config().localTrafficSelectors()))));
    assertTrue(responder.isEstablished(), () -> last.outputs().toString());
    List<Payload> answered = payloads(auth, open(auth));
    assertArrayEquals(
        prf(
            padded,
            response.toByteArray(),
            NI.toByteArray(),
            prf(skPr, first(answered, IdPayload.class).bodyOctets().toByteArray()),
            intAuthI,
            intAuthR,
            mid),
        first(answered, AuthPayload.class).data().toByteArray());
  }
}
