package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.auth.TestAuthority;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions whose private key is in a token that alone can sign with it. */
final class TokenSessionTest {
  private final TestAuthority root = TestAuthority.root("root");
  private final TokenProvider token = new TokenProvider();

  @AfterEach
  void remove() {
    Security.removeProvider(token.getName());
  }

  private SimulatedLink run(Issued right, UnaryOperator<LocalAuthentication.Signature> more) {
    return IkeSessionFixtures.link(
            l -> l.peerAuthentication(PeerAuthentication.certificates(root.certificate())),
            r ->
                r.localAuthentication(
                    more.apply(
                        LocalAuthentication.certificate(token.hold(right.key()), right.chain()))))
        .initiate()
        .run(Duration.ofSeconds(2));
  }

  private Issued issue(String kind) {
    return root.issue(
        new Request("right").key(kind).ip(SimulatedLink.RIGHT_500.address().toString()));
  }

  private void assertEstablishedBy(String signature, SimulatedLink link) {
    assertTrue(
        link.left.isEstablished() && link.right.isEstablished(),
        () -> link.leftOutputs + "\n" + link.rightOutputs);
    assertEquals(List.of(signature), token.signed());
  }

  @ParameterizedTest
  @CsvSource({
    "RSA-2048, RSA_PSS_SHA2_256, RSASSA-PSS",
    "RSA-2048, RSA_PKCS1_SHA2_256, SHA256withRSA",
    "RSA-2048, METHOD_1_RSA_SHA2_256, SHA256withRSA",
    "P-256, ECDSA_SHA2_256, SHA256withECDSA",
    "P-384, ECDSA_SHA2_384, SHA384withECDSA",
    "P-521, METHOD_11_ECDSA_521, SHA512withECDSA",
  })
  void theJvmFindsTheProviderOfAKeyByItself(String kind, SignatureScheme scheme, String signature) {
    Security.addProvider(token);

    assertEstablishedBy(signature, run(issue(kind), s -> s.withSchemes(List.of(scheme))));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA-2048, RSA_PSS_SHA2_256, RSASSA-PSS",
    "RSA-2048, RSA_PKCS1_SHA2_256, SHA256withRSA",
    "P-256, ECDSA_SHA2_256, SHA256withECDSA",
    "P-256, METHOD_9_ECDSA_256, SHA256withECDSA",
  })
  void aNamedProviderNeedNotBeTheJvms(String kind, SignatureScheme scheme, String signature) {
    assertEstablishedBy(
        signature, run(issue(kind), s -> s.withSchemes(List.of(scheme)).withProvider(token)));
  }

  @Test
  void failsWhenNoProviderOfTheJvmCanUseTheKey() {
    SimulatedLink link = run(issue("P-256"), s -> s);

    assertInstanceOf(IkeFailure.SigningFailed.class, link.rightCause());
    assertEquals(List.of(), token.signed());
  }

  @Test
  void looksForNoOtherProviderThanTheNamedOne() {
    Security.addProvider(token);

    SimulatedLink link = run(issue("P-256"), s -> s.withProvider(Security.getProvider("SunEC")));

    assertInstanceOf(IkeFailure.SigningFailed.class, link.rightCause());
    assertEquals(List.of(), token.signed());
  }
}
