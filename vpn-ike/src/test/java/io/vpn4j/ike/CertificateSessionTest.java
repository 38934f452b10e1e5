package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.auth.TestAuthority;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sessions that prove themselves by certificates. */
final class CertificateSessionTest {
  private static final String LEFT_NAME = "left.example";
  private static final String RIGHT_NAME = "right.example";

  private final TestAuthority root = TestAuthority.root("root");
  private final Issued left = root.issue(new Request("left").key("RSA-2048").dns(LEFT_NAME));
  private final Issued right = root.issue(new Request("right").key("P-256").dns(RIGHT_NAME));

  private static IkeConfig.Builder end(
      IkeConfig.Builder base, Issued ours, String local, String peer, TestAuthority trusted) {
    return base.localIdentity(IkeIdentity.ofFqdn(local))
        .peerIdentity(IkeIdentity.ofFqdn(peer))
        .localAuthentication(LocalAuthentication.certificate(ours.key(), ours.chain()))
        .peerAuthentication(PeerAuthentication.certificates(trusted.certificate()));
  }

  private IkeConfig.Builder left() {
    return end(IkeSessionFixtures.left(), left, LEFT_NAME, RIGHT_NAME, root);
  }

  private IkeConfig.Builder right() {
    return end(IkeSessionFixtures.right(), right, RIGHT_NAME, LEFT_NAME, root);
  }

  private static SimulatedLink run(IkeConfig left, IkeConfig right) {
    return IkeSessionFixtures.link(left, right, SimulatedLink.Weather.FINE, 1)
        .initiate()
        .run(Duration.ofSeconds(2));
  }

  private static void assertEstablished(SimulatedLink link) {
    assertTrue(
        link.left.isEstablished() && link.right.isEstablished(),
        () -> link.leftOutputs + "\n" + link.rightOutputs);
    assertEquals(1, SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).size());
  }

  @Test
  @Requirement({"RFC7296-1.2-2", "RFC7427-3-1"})
  void establishesWithRsaOnOneSideAndEcdsaOnTheOther() {
    assertEstablished(run(left().build(), right().build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA-2048", "RSA-3072", "P-256", "P-384", "P-521", "Ed25519", "Ed448"})
  @Requirement({"RFC7427-3-1", "RFC8420-2-1"})
  void establishesWithEveryKindOfKey(String kind) {
    Issued other = root.issue(new Request("right").key(kind).dns(RIGHT_NAME));
    assertEstablished(
        run(
            left().build(),
            end(IkeSessionFixtures.right(), other, RIGHT_NAME, LEFT_NAME, root).build()));
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void establishesWithEveryScheme(SignatureScheme scheme) {
    String kind =
        switch (scheme.keyType()) {
          case "RSA" -> "RSA-2048";
          case "EC" -> scheme.hash() == 2 ? "P-256" : scheme.hash() == 3 ? "P-384" : "P-521";
          default -> scheme == SignatureScheme.ED25519 ? "Ed25519" : "Ed448";
        };
    Issued other = root.issue(new Request("right").key(kind).dns(RIGHT_NAME));
    IkeConfig signing =
        end(IkeSessionFixtures.right(), other, RIGHT_NAME, LEFT_NAME, root)
            .localAuthentication(
                LocalAuthentication.certificate(other.key(), other.chain())
                    .withSchemes(List.of(scheme)))
            .build();
    IkeConfig checking =
        left()
            .peerAuthentication(
                PeerAuthentication.certificates(root.certificate())
                    .withSchemes(List.of(scheme, SignatureScheme.RSA_PSS_SHA2_256)))
            .build();
    assertEstablished(run(checking, signing));
  }

  @Test
  @Requirement({"RFC7296-3.6-1", "RFC7296-1.2-1", "RFC7296-3.6-3"})
  void establishesOverIntermediates() {
    Issued deep =
        root.intermediate("one").intermediate("two").issue(new Request("r").dns(RIGHT_NAME));
    assertEquals(3, deep.chain().size());
    assertEstablished(
        run(
            left().build(),
            end(IkeSessionFixtures.right(), deep, RIGHT_NAME, LEFT_NAME, root).build()));
  }

  @Test
  @Requirement("RFC7296-4-8")
  void establishesWithCertificateHereAndKeyThere() {
    IkeConfig l =
        left().peerAuthentication(PeerAuthentication.preSharedKey(IkeSessionFixtures.KEY)).build();
    IkeConfig r =
        right()
            .localAuthentication(LocalAuthentication.preSharedKey(IkeSessionFixtures.KEY))
            .build();
    assertEstablished(run(l, r));
  }

  @Test
  void establishesWithBarePublicKeys() {
    IkeConfig l =
        left()
            .localAuthentication(
                LocalAuthentication.publicKey(left.key(), left.certificate().getPublicKey()))
            .peerAuthentication(PeerAuthentication.publicKey(right.certificate().getPublicKey()))
            .build();
    IkeConfig r =
        right()
            .peerAuthentication(PeerAuthentication.publicKey(left.certificate().getPublicKey()))
            .build();
    assertEstablished(run(l, r));
  }

  @Test
  void refusesAnAuthorityThatIsNotTrusted() {
    Issued stranger = TestAuthority.root("other").issue(new Request("right").dns(RIGHT_NAME));
    SimulatedLink link =
        run(
            left().build(),
            end(IkeSessionFixtures.right(), stranger, RIGHT_NAME, LEFT_NAME, root).build());
    IkeFailure.CertificateRefused cause =
        assertInstanceOf(IkeFailure.CertificateRefused.class, link.leftCause());
    assertEquals(CertificateProblem.UNTRUSTED, cause.problem());
    assertTrue(cause.explanation().contains("CN=other"), cause.explanation());
  }
}
