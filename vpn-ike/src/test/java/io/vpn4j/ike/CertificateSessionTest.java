package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.auth.OcspResponder;
import io.vpn4j.ike.auth.TestAuthority;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import io.vpn4j.testing.Requirement;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  @Test
  void refusesAnIdentityThatIsNotInTheCertificate() {
    Issued other = root.issue(new Request(RIGHT_NAME).dns("else.example"));
    SimulatedLink link =
        run(
            left().build(),
            end(IkeSessionFixtures.right(), other, RIGHT_NAME, LEFT_NAME, root).build());

    IkeFailure.IdentityNotInCertificate cause =
        assertInstanceOf(IkeFailure.IdentityNotInCertificate.class, link.leftCause());
    assertEquals(List.of("else.example"), cause.alternativeNames());
  }

  @Test
  void refusesAnIdentityThatIsNotTheExpectedOne() {
    SimulatedLink link =
        run(left().peerIdentity(IkeIdentity.ofFqdn("third.example")).build(), right().build());

    assertInstanceOf(IkeFailure.WrongIdentity.class, link.leftCause());
  }

  @Test
  void refusesACertificateThatHasExpiredInVirtualTime() {
    Issued shortLived =
        root.issue(
            new Request("left")
                .dns(LEFT_NAME)
                .valid(SimulatedLink.START.minusSeconds(60), SimulatedLink.START.minusSeconds(1)));
    SimulatedLink link =
        run(
            end(IkeSessionFixtures.left(), shortLived, LEFT_NAME, RIGHT_NAME, root).build(),
            right().build());

    IkeFailure.CertificateRefused cause =
        assertInstanceOf(IkeFailure.CertificateRefused.class, link.rightCause());
    assertEquals(CertificateProblem.EXPIRED, cause.problem());
    IkeFailure.AuthenticationFailed told =
        assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.leftCause());
    assertTrue(told.refusedByPeer());
  }

  @Test
  void refusesACertificateThatAResponderOnTheNetworkCallsRevoked() {
    try (OcspResponder responder = new OcspResponder(root)) {
      Issued known = root.issue(new Request("left").dns(LEFT_NAME).ocsp(responder.address()));
      IkeConfig asking =
          right()
              .peerAuthentication(
                  PeerAuthentication.certificates(root.certificate())
                      .withRevocation(
                          CertificateRevocation.byNetwork(CertificateRevocation.Strictness.HARD)))
              .build();
      IkeConfig asked = end(IkeSessionFixtures.left(), known, LEFT_NAME, RIGHT_NAME, root).build();
      assertEstablished(run(asked, asking));

      responder.revoke(known);
      SimulatedLink link = run(asked, asking);

      IkeFailure.CertificateRefused cause =
          assertInstanceOf(IkeFailure.CertificateRefused.class, link.rightCause());
      assertEquals(CertificateProblem.REVOKED, cause.problem());
      IkeFailure.AuthenticationFailed told =
          assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.leftCause());
      assertTrue(told.refusedByPeer());
    }
  }

  /** A key that is not the certificate's: what somebody has who copied a certificate. */
  @Test
  @Requirement("RFC7427-3-2")
  void refusesASignatureByAnotherKey() {
    PrivateKey wrong = TestAuthority.key("P-256", "thief").getPrivate();
    IkeConfig thief =
        right().localAuthentication(LocalAuthentication.certificate(wrong, right.chain())).build();
    SimulatedLink link = run(left().build(), thief);

    IkeFailure.AuthenticationFailed cause =
        assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.leftCause());
    assertTrue(cause.detail().contains("ECDSA_SHA2_256"), cause.detail());
  }

  @Test
  @Requirement({"RFC7427-4-2", "RFC7427-5-1"})
  void saysThatNoHashIsCommon() {
    IkeConfig only384 =
        left()
            .peerAuthentication(
                PeerAuthentication.certificates(root.certificate())
                    .withSchemes(List.of(SignatureScheme.ECDSA_SHA2_384)))
            .build();
    IkeConfig only256 =
        right()
            .localAuthentication(
                LocalAuthentication.certificate(right.key(), right.chain())
                    .withSchemes(List.of(SignatureScheme.ECDSA_SHA2_256)))
            .build();
    SimulatedLink link = run(only384, only256);

    IkeFailure.NoCommonSignature cause =
        assertInstanceOf(IkeFailure.NoCommonSignature.class, link.rightCause());
    assertEquals(Set.of(3), cause.peerHashes());
    assertEquals(List.of(SignatureScheme.ECDSA_SHA2_256), cause.ours());
  }

  @Test
  @Requirement({"RFC9593-3.1-1", "RFC9593-3.2-1"})
  void signsAsThePeerAnnounces() {
    IkeConfig wantsPkcs1 =
        right()
            .peerAuthentication(
                PeerAuthentication.certificates(root.certificate())
                    .withSchemes(List.of(SignatureScheme.RSA_PKCS1_SHA2_256)))
            .build();

    // By its hashes alone the initiator would take RSASSA-PSS, which is not acceptable.
    assertEstablished(run(left().build(), wantsPkcs1));
  }

  @Test
  void saysWhichMethodWasWanted() {
    IkeConfig wantsKey =
        right().peerAuthentication(PeerAuthentication.preSharedKey(IkeSessionFixtures.KEY)).build();
    SimulatedLink link = run(left().build(), wantsKey);

    IkeFailure.AuthenticationMethodUnacceptable cause =
        assertInstanceOf(IkeFailure.AuthenticationMethodUnacceptable.class, link.rightCause());
    assertEquals(List.of("a pre-shared key (2)"), cause.acceptable());
  }

  @Test
  void endsAnAttemptWhenThePrivateKeyDoesNotSign() {
    IkeConfig broken =
        left()
            .localAuthentication(
                LocalAuthentication.publicKey(new LockedKey(), left.certificate().getPublicKey()))
            .build();
    SimulatedLink link = run(broken, right().build());

    assertInstanceOf(IkeFailure.SigningFailed.class, link.leftCause());
  }

  /** A key in a token that was pulled out. */
  private static final class LockedKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      throw new AssertionError("nobody may ask for the octets");
    }
  }

  @Test
  void showsNoPrivateKey() {
    String text = left().build().toString() + right().preSharedKey(IkeSessionFixtures.KEY).build();
    String secret = ((RSAPrivateCrtKey) left.key()).getPrivateExponent().toString();

    assertTrue(text.contains("Signature[RSA, CN=left"), text);
    assertEquals(-1, text.indexOf(secret));
    assertEquals(-1, text.indexOf("fixture_Key"));
  }

  @Test
  @Requirement({"RFC6023-4-1", "RFC6023-4-2"})
  void startsWithoutAChildSaIfBothCan() {
    SimulatedLink link =
        IkeSessionFixtures.link(l -> l.childlessStart(true), r -> {})
            .initiate()
            .run(Duration.ofSeconds(2));

    assertTrue(link.left.isEstablished() && link.right.isEstablished());
    for (List<IkeOutput> outputs : List.of(link.leftOutputs, link.rightOutputs)) {
      assertEquals(0, SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class).size());
      assertEquals(0, SimulatedLink.of(outputs, IkeOutput.ChildSaFailed.class).size());
    }
  }
}
