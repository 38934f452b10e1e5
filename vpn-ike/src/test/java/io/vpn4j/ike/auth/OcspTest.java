package io.vpn4j.ike.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.CertificateRevocation;
import io.vpn4j.ike.CertificateRevocation.Strictness;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link CertificateRevocation#byNetwork}, with a responder on loopback. */
final class OcspTest {
  private static final Instant NOW = TestAuthority.NOW;

  private final TestAuthority root = TestAuthority.root("root");
  private final OcspResponder responder = new OcspResponder(root);
  private final Issued peer = root.issue(new Request("peer").ocsp(responder.address()));

  @AfterEach
  void close() {
    responder.close();
  }

  private void check(Strictness strictness, Issued issued) throws AuthenticationException {
    PeerAuthentication.Certificates trust =
        PeerAuthentication.certificates(root.certificate())
            .withRevocation(CertificateRevocation.byNetwork(strictness));
    new CertificateChain(trust)
        .check(Certificates.read(Certificates.payloads(issued.chain())), NOW);
  }

  private CertificateProblem problem(Strictness strictness, Issued issued) {
    AuthenticationException e =
        assertThrows(AuthenticationException.class, () -> check(strictness, issued));
    return ((IkeFailure.CertificateRefused) e.failure()).problem();
  }

  private void assertUnknown(Issued issued) throws AuthenticationException {
    assertEquals(CertificateProblem.REVOCATION_UNKNOWN, problem(Strictness.HARD, issued));
    check(Strictness.SOFT, issued);
  }

  @ParameterizedTest
  @EnumSource
  void acceptsWhatTheResponderCallsGood(Strictness strictness) throws Exception {
    check(strictness, peer);

    assertEquals(List.of(peer.certificate().getSerialNumber()), responder.asked());
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatTheResponderCallsRevoked(Strictness strictness) {
    responder.revoke(peer);

    assertEquals(CertificateProblem.REVOKED, problem(strictness, peer));
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutIntermediatesToo(Strictness strictness) throws Exception {
    TestAuthority middle =
        root.intermediate("middle", new Request("middle").ocsp(responder.address()));
    try (OcspResponder lower = new OcspResponder(middle)) {
      Issued deep = middle.issue(new Request("deep").ocsp(lower.address()));
      check(strictness, deep);
      assertEquals(List.of(deep.certificate().getSerialNumber()), lower.asked());

      responder.revoke(new Issued(deep.key(), middle.certificate(), deep.chain()));
      assertEquals(CertificateProblem.REVOKED, problem(strictness, deep));
    }
  }

  @Test
  void strictnessDecidesWhenTheResponderIsDown() throws Exception {
    responder.close();

    assertUnknown(peer);
  }

  @Test
  void strictnessDecidesWhenTheCertificateNamesNobodyToAsk() throws Exception {
    assertUnknown(root.issue(new Request("silent")));
    assertTrue(responder.asked().isEmpty());
  }

  @Test
  void strictnessDecidesWhenTheResponderDoesNotKnow() throws Exception {
    responder.forget(peer);

    assertUnknown(peer);
  }

  @Test
  void anAnswerOfAnotherTimeClearsNothing() throws Exception {
    responder.produceAt(Instant.now().minus(Duration.ofDays(1)));

    assertUnknown(peer);
  }

  @Test
  void anAnswerThatSomebodyElseSignedClearsNothing() throws Exception {
    responder.signBy(TestAuthority.root("other"));

    assertUnknown(peer);
  }

  @ParameterizedTest
  @EnumSource
  void fetchesTheListThatACertificatePointsTo(Strictness strictness) throws Exception {
    Issued clear = root.issue(new Request("clear").crl(responder.listAddress()));
    Issued revoked = root.issue(new Request("revoked").crl(responder.listAddress()));
    responder.publish(root.revoking(revoked.certificate()));

    check(strictness, clear);
    assertEquals(CertificateProblem.REVOKED, problem(strictness, revoked));
    assertTrue(responder.asked().isEmpty());
  }
}
