package io.vpn4j.ike.fragment;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One direction of an IKE SA, and messages in it. */
final class FragmentFixtures {
  static final int MESSAGE_OCTETS = MessageSealer.MIN_MESSAGE_OCTETS;
  static final PayloadType FIRST_INNER = PayloadType.IDI;

  private FragmentFixtures() {}

  /** A stream cipher that pads nothing, and a block cipher that does. */
  enum Suite {
    AEAD,
    CBC_HMAC;

    SkPayloadCipher cipher() {
      return cipher((byte) 7);
    }

    SkPayloadCipher cipher(byte keys) {
      IkeCrypto crypto = IkeCrypto.of(new SecureRandom());
      EncryptionAlgorithm encryption =
          this == AEAD ? EncryptionAlgorithm.AES_GCM_16_256 : EncryptionAlgorithm.AES_CBC_256;
      Optional<IntegrityAlgorithm> integrity =
          this == AEAD ? Optional.empty() : Optional.of(IntegrityAlgorithm.HMAC_SHA2_256_128);
      byte[] skE = new byte[encryption.keymatOctets()];
      byte[] skA = new byte[integrity.map(IntegrityAlgorithm::keyOctets).orElse(0)];
      Arrays.fill(skE, keys);
      Arrays.fill(skA, keys);
      return SkPayloadCipher.of(crypto, encryption, integrity, skE, skA);
    }
  }

  static IkeHeader request(long messageId) {
    return IkeHeader.of(
        new IkeSpi(1), new IkeSpi(2), ExchangeType.IKE_AUTH, true, false, messageId);
  }

  static IkeHeader response(long messageId) {
    return IkeHeader.of(
        new IkeSpi(1), new IkeSpi(2), ExchangeType.IKE_AUTH, false, true, messageId);
  }

  /** Octets that differ from place to place. */
  static Octets chain(int octets) {
    byte[] chain = new byte[octets];
    for (int i = 0; i < octets; i++) {
      chain[i] = (byte) (i ^ (i >>> 8) * 31);
    }
    return Octets.of(chain);
  }

  static List<Octets> split(Suite suite, IkeHeader header, Octets chain, int messageOctets) {
    return MessageSealer.fragments(suite.cipher(), header, FIRST_INNER, chain, messageOctets);
  }

  static FragmentResult receive(FragmentStore store, Octets datagram, SkPayloadCipher cipher) {
    try {
      IkeMessage message = IkeCodec.decode(datagram.asByteBuffer());
      EncryptedFragmentPayload skf = message.first(EncryptedFragmentPayload.class).orElseThrow();
      return store.receive(message.header(), datagram, skf, cipher);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
