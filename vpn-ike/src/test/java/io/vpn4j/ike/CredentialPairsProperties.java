package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.CertificateRevocation.Strictness;
import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.auth.TestAuthority;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import io.vpn4j.model.secret.PreSharedKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever two ends believe about each other, both come up or both can say why not. */
final class CredentialPairsProperties {
  private static final TestAuthority ROOT = TestAuthority.root("properties root");
  private static final TestAuthority MIDDLE = ROOT.intermediate("properties middle");
  private static final TestAuthority OTHER = TestAuthority.root("properties other");

  /** How one end proves itself, what it says it is, and what its peer makes of it. */
  record Credential(LocalAuthentication proof, IkeIdentity identity, PeerAuthentication check) {}

  @Provide
  Arbitrary<Credential> credential() {
    Arbitrary<LocalAuthentication> proof =
        Arbitraries.oneOf(
            Arbitraries.of("good_Secret.1", "other_Secret.1")
                .map(text -> LocalAuthentication.preSharedKey(PreSharedKey.of(text))),
            Combinators.combine(
                    Arbitraries.of("P-256", "P-384", "Ed25519", "RSA-2048"),
                    Arbitraries.of(ROOT, MIDDLE, OTHER),
                    Arbitraries.of(true, false))
                .as(CredentialPairsProperties::certificate));
    Arbitrary<IkeIdentity> identity =
        Arbitraries.of(
            IkeIdentity.ofFqdn("end.example"),
            IkeIdentity.ofDistinguishedName("CN=end,O=Example"),
            IkeIdentity.ofFqdn("liar.example"));
    return Combinators.combine(proof, identity, check()).as(Credential::new);
  }

  private static LocalAuthentication certificate(String kind, TestAuthority by, boolean modern) {
    Issued issued = by.issue(new Request("end").key(kind).dns("end.example"));
    LocalAuthentication.Signature signature =
        LocalAuthentication.certificate(issued.key(), issued.chain());
    return modern
        ? signature
        : signature.withSchemes(
            SignatureScheme.DEFAULT.stream().filter(s -> s.method() != 14).toList());
  }

  private Arbitrary<PeerAuthentication> check() {
    PeerAuthentication.Certificates trust = PeerAuthentication.certificates(ROOT.certificate());
    return Arbitraries.of(
        PeerAuthentication.preSharedKey(PreSharedKey.of("good_Secret.1")),
        trust,
        trust,
        trust.withSchemes(List.of(SignatureScheme.ECDSA_SHA2_384, SignatureScheme.ED25519)),
        trust.withRevocation(
            CertificateRevocation.byCrls(Strictness.HARD, List.of(ROOT.revoking()))));
  }

  @Property(tries = 150)
  void bothComeUpOrBothExplain(
      @ForAll("credential") Credential left, @ForAll("credential") Credential right) {
    SimulatedLink link =
        IkeSessionFixtures.link(
                config(IkeSessionFixtures.left(), left, right),
                config(IkeSessionFixtures.right(), right, left),
                Weather.FINE,
                1)
            .initiate()
            .run(Duration.ofMinutes(3));

    boolean up = link.left.isEstablished();
    Statistics.label("outcome").collect(up ? "up" : link.leftCause().getClass().getSimpleName());
    if (up) {
      assertTrue(link.right.isEstablished());
    } else {
      assertFalse(link.right.isEstablished());
      explains(link.leftCause());
      if (SimulatedLink.of(link.rightOutputs, IkeOutput.Terminated.class).isEmpty()) {
        // Told by the initiator after it had answered: INFORMATIONAL with AUTHENTICATION_FAILED.
        assertFalse(link.right.isEstablished());
      } else {
        explains(link.rightCause());
      }
    }
  }

  private static IkeConfig config(IkeConfig.Builder base, Credential own, Credential peer) {
    return base.localIdentity(own.identity())
        .peerIdentity(Optional.empty())
        .localAuthentication(own.proof())
        .peerAuthentication(peer.check())
        .build();
  }

  private static void explains(IkeFailure failure) {
    assertFalse(failure.explanation().isBlank());
    assertEquals(-1, failure.explanation().indexOf("Secret.1"));
  }
}
