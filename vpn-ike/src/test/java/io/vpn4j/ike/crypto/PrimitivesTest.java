package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.PrfAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrimitivesTest {
  private static final IkeCrypto OWN =
      new IkeCrypto(new SeededRandom(0), Optional.of(new OnlySha1()));

  @Test
  void asksTheGivenProviderFirst() {
    assertEquals("OnlySha1", Primitives.digest(OWN, "SHA-1").getProvider().getName());
    assertArrayEquals(new byte[] {42}, Primitives.digest(OWN, "SHA-1").digest(new byte[3]));
  }

  @Test
  void asksTheJvmForWhatTheGivenProviderLacks() {
    assertNotEquals("OnlySha1", Primitives.digest(OWN, "SHA-256").getProvider().getName());
    Prf ours = Prf.of(OWN, PrfAlgorithm.HMAC_SHA2_256);
    Prf jvm = Prf.of(SeededRandom.crypto(0), PrfAlgorithm.HMAC_SHA2_256);
    assertArrayEquals(jvm.apply(new byte[] {1}), ours.apply(new byte[] {1}));
  }

  @Test
  void namesWhatNobodyHas() {
    var e =
        assertThrows(IllegalStateException.class, () -> Primitives.digest(OWN, "no such digest"));
    assertEquals("no JCA provider has no such digest", e.getMessage());
  }

  @Test
  void keysCannotBeSerialized() throws Exception {
    try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      RawKey key = RawKey.aes(new byte[16]);
      assertThrows(NotSerializableException.class, () -> out.writeObject(key));
    }
  }

  @Test
  void keysLookAtTheCallersOctets() {
    byte[] octets = {1, 2};
    RawKey key = RawKey.aes(octets);
    octets[0] = 0;
    assertArrayEquals(new byte[] {0, 2}, key.getEncoded());
    key.getEncoded()[1] = 0;
    assertArrayEquals(new byte[] {0, 2}, octets);
    assertEquals("RAW", key.getFormat());
    assertEquals("AES", key.getAlgorithm());
  }

  private static final class OnlySha1 extends Provider {
    private static final long serialVersionUID = 1;

    OnlySha1() {
      super("OnlySha1", "1", "has one digest");
      put("MessageDigest.SHA-1", FortyTwo.class.getName());
    }
  }

  /** Digests everything to 42. */
  public static final class FortyTwo extends MessageDigestSpi {
    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[] {42};
    }

    @Override
    protected void engineReset() {}
  }
}
