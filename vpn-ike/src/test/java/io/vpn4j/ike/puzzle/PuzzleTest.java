package io.vpn4j.ike.puzzle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PuzzleTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(1));
  private static final Octets COOKIE = Octets.ofHex("000102030405060708090a0b0c0d0e0f");

  private static PuzzleSolutionPayload solve(Puzzle puzzle) {
    PuzzleSolver solver = new PuzzleSolver(CRYPTO, puzzle, COOKIE, puzzle.difficulty());
    Optional<PuzzleSolutionPayload> solution;
    do {
      solution = solver.tryKeys(100);
    } while (solution.isEmpty());
    return solution.get();
  }

  @ParameterizedTest
  @EnumSource(PrfAlgorithm.class)
  @Requirement("RFC8019-7.1.2-1")
  void whatIsSolvedIsAccepted(PrfAlgorithm prf) {
    Puzzle puzzle = new Puzzle(prf, 7);
    PuzzleSolutionPayload solution = solve(puzzle);

    assertTrue(puzzle.isSolvedBy(solution, CRYPTO, COOKIE));
    assertFalse(puzzle.isSolvedBy(solution, CRYPTO, Octets.ofHex("01")), "of another cookie");
    for (Octets key : solution.keys()) {
      byte[] result = Prf.of(CRYPTO, prf).apply(key.toByteArray(), COOKIE.toByteArray());
      assertEquals(0, result[result.length - 1] & 0x7f, "the last seven bits are zero");
    }
  }

  @Test
  @Requirement("RFC8019-7.1.3-1")
  void oneKeyOfFourThatFailsIsNoSolution() {
    Puzzle puzzle = new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 8);
    List<Octets> keys = solve(puzzle).keys();
    for (int i = 0; i < keys.size(); i++) {
      List<Octets> wrong = new ArrayList<>(keys);
      wrong.set(i, Octets.of(new byte[keys.get(0).length()]));
      assertFalse(puzzle.isSolvedBy(new PuzzleSolutionPayload(wrong), CRYPTO, COOKIE));
    }
  }

  @Test
  @Requirement("RFC8019-7.1.3-2")
  void oneKeyFourTimesIsNoSolution() {
    Puzzle puzzle = new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 2);
    List<Octets> same = Collections.nCopies(4, solve(puzzle).keys().get(0));

    assertFalse(puzzle.isSolvedBy(new PuzzleSolutionPayload(same), CRYPTO, COOKIE));
  }

  @Test
  void keysLongerThanThePrfPrefersAreNoSolution() {
    // HMAC would hash them, so that the same work could be sold twice.
    Puzzle puzzle = new Puzzle(PrfAlgorithm.HMAC_SHA1, 0);
    List<Octets> keys = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] key = new byte[21];
      key[0] = (byte) i;
      keys.add(Octets.of(key));
    }

    assertFalse(puzzle.isSolvedBy(new PuzzleSolutionPayload(keys), CRYPTO, COOKIE));
  }

  @Test
  void difficultyZeroTakesAnyFourKeysThatDiffer() {
    Puzzle puzzle = new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 0);
    List<Octets> any =
        List.of(Octets.ofHex("01"), Octets.ofHex("02"), Octets.ofHex("03"), Octets.ofHex("04"));

    assertTrue(puzzle.isSolvedBy(new PuzzleSolutionPayload(any), CRYPTO, COOKIE));
  }

  @Test
  void aSliceTriesNoMoreThanItMay() {
    Puzzle impossible = new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 255);
    PuzzleSolver solver = new PuzzleSolver(CRYPTO, impossible, COOKIE, 255);

    assertEquals(Optional.empty(), solver.tryKeys(50));
    assertEquals(Optional.empty(), solver.tryKeys(50));
  }

  @Test
  void countsZeroBitsFromTheEnd() {
    assertEquals(0, Puzzle.trailingZeroBits(new byte[] {0, 1}));
    assertEquals(7, Puzzle.trailingZeroBits(new byte[] {0, (byte) 0x80}));
    assertEquals(8, Puzzle.trailingZeroBits(new byte[] {1, 0}));
    assertEquals(16, Puzzle.trailingZeroBits(new byte[] {0, 0}));
  }

  @Test
  void readsWhatItWrites() {
    Puzzle puzzle = new Puzzle(PrfAlgorithm.HMAC_SHA2_384, 17);

    assertEquals(Octets.ofHex("000611"), puzzle.notification().data());
    assertEquals(Optional.of(puzzle), Puzzle.of(puzzle.notification()));
  }

  @Test
  void knowsWhatIsNoPuzzleForIt() {
    for (String data : List.of("", "0005", "00050102", "fff001")) {
      assertEquals(
          Optional.empty(), Puzzle.of(NotifyPayload.of(NotifyType.PUZZLE, Octets.ofHex(data))));
    }
    assertThrows(IllegalArgumentException.class, () -> new Puzzle(PrfAlgorithm.HMAC_SHA1, 256));
  }

  @Test
  @Requirement("RFC8019-7.1.1-1")
  void usesTheFirstPrfOfTheOfferThatItKnows() {
    assertEquals(
        Optional.of(new Puzzle(PrfAlgorithm.HMAC_SHA2_512, 3)),
        Puzzle.forOffer(offer(999, 7, 5), 3));
    assertEquals(Optional.empty(), Puzzle.forOffer(offer(999), 3));
    assertEquals(Optional.empty(), Puzzle.forOffer(offer(), 3));
  }

  private static SaPayload offer(int... prfs) {
    List<Transform> transforms = new ArrayList<>();
    transforms.add(Transform.of(TransformType.ENCR, 12, 128));
    for (int prf : prfs) {
      transforms.add(Transform.of(TransformType.PRF, prf));
    }
    return new SaPayload(List.of(new Proposal(1, ProtocolId.IKE, Octets.EMPTY, transforms)));
  }
}
