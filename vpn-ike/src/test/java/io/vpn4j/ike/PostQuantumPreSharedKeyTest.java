package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.crypto.KeySchedule;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two sessions with and without a post-quantum pre-shared key (RFC 8784). */
final class PostQuantumPreSharedKeyTest {
  private static PostQuantumPreSharedKey ppk(String id, String secret, boolean mandatory) {
    return new PostQuantumPreSharedKey(
        id, PreSharedKey.ofOctets(secret.getBytes(StandardCharsets.US_ASCII)), mandatory);
  }

  /** {@code kind}: none, or id/secret/m for mandatory or o for optional. */
  private static Optional<PostQuantumPreSharedKey> ppk(String kind) {
    if (kind.equals("none")) {
      return Optional.empty();
    }
    String[] parts = kind.split("/", 3);
    return Optional.of(ppk(parts[0], parts[1], parts[2].equals("m")));
  }

  private static SimulatedLink run(String left, String right) {
    return IkeSessionFixtures.link(
            l -> l.postQuantumPreSharedKey(ppk(left)), r -> r.postQuantumPreSharedKey(ppk(right)))
        .initiate()
        .run(Duration.ofSeconds(2));
  }

  /** The table of RFC 8784 section 3, and keys that are not the same. */
  @ParameterizedTest
  @CsvSource({
    "a/secret/m, a/secret/m, up",
    "a/secret/m, a/secret/o, up",
    "a/secret/o, a/secret/m, up",
    "a/secret/o, a/secret/o, up",
    "a/secret/o, none, up",
    "none, a/secret/o, up",
    "a/secret/o, b/secret/o, up",
    "a/secret/m, none, refused",
    "none, a/secret/m, refused",
    "a/secret/m, b/secret/o, refused",
    "a/secret/o, b/secret/m, refused",
    "a/secret/o, a/other/o, refused",
    "a/secret/m, a/other/m, refused",
  })
  @Requirement({
    "RFC8784-3-2",
    "RFC8784-3-6",
    "RFC8784-3-7",
    "RFC8784-3-8",
    "RFC8784-3-10",
    "RFC8784-5.1-2"
  })
  void bothEndsDecideAlike(String left, String right, String outcome) {
    SimulatedLink link = run(left, right);

    boolean up = outcome.equals("up");
    assertEquals(up, link.left.isEstablished(), () -> link.leftOutputs.toString());
    assertEquals(up, link.right.isEstablished(), () -> link.rightOutputs.toString());
    if (up) {
      assertArrayEquals(outbound(link.leftOutputs), inbound(link.rightOutputs));
    }
  }

  @Test
  void theKeyChangesTheKeysOfTheChildSa() {
    byte[] with = outbound(run("a/secret/o", "a/secret/o").leftOutputs);
    byte[] other = outbound(run("a/secret2/o", "a/secret2/o").leftOutputs);
    byte[] without = outbound(run("a/secret/o", "b/secret/o").leftOutputs);

    // The same seed: all else is alike.
    assertFalse(Arrays.equals(with, other));
    assertFalse(Arrays.equals(with, without));
  }

  @Test
  @Requirement("RFC8784-3-5")
  void saysWhoInsistsOnWhat() {
    IkeFailure initiator = run("a/secret/m", "none").leftCause();
    IkeFailure responder = run("none", "a/secret/m").rightCause();

    assertInstanceOf(IkeFailure.PostQuantumKeyRefused.class, initiator);
    assertInstanceOf(IkeFailure.PostQuantumKeyRefused.class, responder);
    assertTrue(responder.explanation().contains("does not offer"), responder.explanation());
  }

  /** RFC 8784 section 3: three keys change, the four that protect messages do not. */
  @Test
  @Requirement("RFC8784-3-3")
  void mixesThreeKeysByPrfPlus() {
    IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(1));
    Prf prf = Prf.of(crypto, PrfAlgorithm.HMAC_SHA2_256);
    byte[] ppk = {1, 2, 3};
    SkKeys plain = keys(prf);
    SkKeys mixed = keys(prf);
    mixed.mix(prf, ppk);

    assertArrayEquals(prf.plus(ppk, plain.skD(), 32), mixed.skD());
    assertArrayEquals(prf.plus(ppk, plain.skPi(), 32), mixed.skPi());
    assertArrayEquals(prf.plus(ppk, plain.skPr(), 32), mixed.skPr());
    assertArrayEquals(plain.skEi(), mixed.skEi());
    assertArrayEquals(plain.skAr(), mixed.skAr());
  }

  private static SkKeys keys(Prf prf) {
    return KeySchedule.derive(
        prf,
        EncryptionAlgorithm.AES_CBC_128,
        Optional.of(IntegrityAlgorithm.HMAC_SHA2_256_128),
        new byte[32],
        new byte[16],
        new byte[16],
        new IkeSpi(1),
        new IkeSpi(2));
  }

  @Test
  void refusesAnIdentityThatOperatorsCannotType() {
    PreSharedKey key = PreSharedKey.ofOctets(new byte[32]);
    for (String id : List.of("", "a b", "x".repeat(256), "é")) {
      assertThrows(
          IllegalArgumentException.class, () -> new PostQuantumPreSharedKey(id, key, true));
    }
  }

  private static byte[] outbound(List<IkeOutput> outputs) {
    return keys(outputs).outbound(SecretAccess.grant());
  }

  private static byte[] inbound(List<IkeOutput> outputs) {
    return keys(outputs).inbound(SecretAccess.grant());
  }

  private static ChildSaKeys keys(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class).get(0).child().keys();
  }
}
