package io.vpn4j.ike.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpn4j.ike.CertificateRevocation;
import io.vpn4j.ike.CertificateRevocation.Strictness;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeFailure.CertificateProblem;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import io.vpn4j.ike.auth.TestAuthority.Request;
import io.vpn4j.ike.message.CertPayload;
import io.vpn4j.ike.message.CertRequestPayload;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificatesTest {
  private static final Instant NOW = TestAuthority.NOW;

  private final TestAuthority root = TestAuthority.root("root");
  private final TestAuthority middle = root.intermediate("middle");
  private final Issued leaf = middle.issue(new Request("leaf").dns("leaf.example"));

  private PeerAuthentication.Certificates trust() {
    return PeerAuthentication.certificates(root.certificate());
  }

  private static void check(PeerAuthentication.Certificates trust, Issued issued, Instant now)
      throws AuthenticationException {
    new CertificateChain(trust)
        .check(Certificates.read(Certificates.payloads(issued.chain())), now);
  }

  private static CertificateProblem problem(
      PeerAuthentication.Certificates trust, Issued issued, Instant now) {
    AuthenticationException e =
        assertThrows(AuthenticationException.class, () -> check(trust, issued, now));
    return ((IkeFailure.CertificateRefused) e.failure()).problem();
  }

  @Test
  void trustsAChainThatEndsAtAnAnchor() throws Exception {
    check(trust(), leaf, NOW);
  }

  @Test
  @Requirement("RFC7296-3.6-1")
  void trustsWhateverOrderTheHelpersComeIn() throws Exception {
    Issued deep = middle.intermediate("low").issue(new Request("deep"));
    List<X509Certificate> shuffled = new ArrayList<>(deep.chain());
    Collections.reverse(shuffled.subList(1, shuffled.size()));

    new CertificateChain(trust()).check(shuffled, NOW);
  }

  @Test
  void findsAnIntermediateThatThePeerDoesNotSend() throws Exception {
    List<X509Certificate> alone = List.of(leaf.certificate());

    assertThrows(
        AuthenticationException.class, () -> new CertificateChain(trust()).check(alone, NOW));
    new CertificateChain(trust().withIntermediates(List.of(middle.certificate())))
        .check(alone, NOW);
  }

  @Test
  void trustsTheVeryCertificateThatIsAnAnchor() throws Exception {
    check(PeerAuthentication.certificates(leaf.certificate()), leaf, NOW);
  }

  @Test
  void namesWhatIsWrongWithTheTime() {
    Issued early = root.issue(new Request("early").valid(NOW.plusSeconds(60), NOW.plusSeconds(90)));
    Issued late = root.issue(new Request("late").valid(NOW.minusSeconds(90), NOW.minusSeconds(60)));
    TestAuthority oldAuthority =
        root.intermediate(
            "old", new Request("old").valid(NOW.minusSeconds(90), NOW.minusSeconds(60)));

    assertEquals(CertificateProblem.NOT_YET_VALID, problem(trust(), early, NOW));
    assertEquals(CertificateProblem.EXPIRED, problem(trust(), late, NOW));
    assertEquals(
        CertificateProblem.EXPIRED, problem(trust(), oldAuthority.issue(new Request("x")), NOW));
  }

  @Test
  void theTimeOfTheInputDecides() throws Exception {
    Issued early = root.issue(new Request("early").valid(NOW.plusSeconds(60), NOW.plusSeconds(90)));

    check(trust(), early, NOW.plusSeconds(75));
  }

  @Test
  void trustsNobodyElse() {
    TestAuthority other = TestAuthority.root("other");
    // The same name with another key does not help.
    Issued impostor = TestAuthority.root("impostor").issue(new Request("leaf"));

    assertEquals(
        CertificateProblem.UNTRUSTED, problem(trust(), other.issue(new Request("x")), NOW));
    assertEquals(CertificateProblem.UNTRUSTED, problem(trust(), impostor, NOW));
  }

  @Test
  void aPeerIsNoAuthority() {
    // The leaf's own key signs a certificate: basicConstraints forbids it.
    Issued below = middle.issue(new Request("leaf"));
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf.certificate()));
    chain.add(below.certificate());

    assertThrows(
        AuthenticationException.class,
        () ->
            new CertificateChain(PeerAuthentication.certificates(below.certificate()))
                .check(chain, NOW));
  }

  @Test
  void looksIntoConfiguredRevocationLists() throws Exception {
    X509CRL clear = middle.revoking();
    X509CRL rootClear = root.revoking();
    X509CRL revoked = middle.revoking(leaf.certificate());
    X509CRL authorityRevoked = root.revoking(middle.certificate());

    check(revocation(Strictness.HARD, clear, rootClear), leaf, NOW);
    for (Strictness strictness : Strictness.values()) {
      assertEquals(
          CertificateProblem.REVOKED,
          problem(revocation(strictness, revoked, rootClear), leaf, NOW));
      assertEquals(
          CertificateProblem.REVOKED,
          problem(revocation(strictness, clear, authorityRevoked), leaf, NOW));
    }
  }

  @Test
  void withoutAListStrictnessDecides() throws Exception {
    check(revocation(Strictness.SOFT), leaf, NOW);
    assertEquals(
        CertificateProblem.REVOCATION_UNKNOWN, problem(revocation(Strictness.HARD), leaf, NOW));
  }

  @Test
  void anOldListStillRevokesButNoLongerClears() {
    Instant past = NOW.minus(Duration.ofDays(9));
    X509CRL oldClear = root.list(past, past.plusSeconds(60));
    Issued direct = root.issue(new Request("direct"));
    X509CRL oldRevoked = root.list(past, past.plusSeconds(60), direct.certificate());

    assertEquals(
        CertificateProblem.REVOCATION_UNKNOWN,
        problem(revocation(Strictness.HARD, oldClear), direct, NOW));
    assertEquals(
        CertificateProblem.REVOKED, problem(revocation(Strictness.SOFT, oldRevoked), direct, NOW));
  }

  @Test
  void aListThatSomebodyElseSignedCountsForNothing() throws Exception {
    X509CRL foreign = TestAuthority.root("foreign").revoking(leaf.certificate());

    check(revocation(Strictness.SOFT, foreign), leaf, NOW);
  }

  private PeerAuthentication.Certificates revocation(Strictness strictness, X509CRL... lists) {
    return trust().withRevocation(CertificateRevocation.byCrls(strictness, List.of(lists)));
  }

  @Test
  void aKeyHasToBeForSignaturesAndForIke() throws Exception {
    Issued encipher = root.issue(new Request("e").usage(KeyUsage.keyEncipherment));
    Issued code = root.issue(new Request("c").purposes(KeyPurposeId.id_kp_codeSigning));
    Issued tls = root.issue(new Request("t").purposes(KeyPurposeId.id_kp_serverAuth));
    Issued repudiation = root.issue(new Request("n").usage(KeyUsage.nonRepudiation));

    assertEquals(CertificateProblem.WRONG_USAGE, problem(trust(), encipher, NOW));
    assertEquals(CertificateProblem.WRONG_USAGE, problem(trust(), code, NOW));
    check(trust(), tls, NOW);
    check(trust(), repudiation, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "fqdn, gw.example, true",
    "fqdn, GW.Example, true",
    "fqdn, example, false",
    "fqdn, a.wild.example, false",
    "fqdn, common, false",
    "email, Ops@example.org, true",
    "email, Ops@EXAMPLE.org, true",
    "email, ops@example.org, false",
    "ip, 192.0.2.7, true",
    "ip, 2001:db8::7, true",
    "ip, 192.0.2.8, false",
    "dn, 'CN=common,O=Example', true",
    "dn, 'cn=Common, o=EXAMPLE', true",
    "dn, 'O=Example,CN=common', false",
    "dn, 'CN=common', false",
    "key, common, false",
  })
  void findsTheClaimedIdentityOrNot(String kind, String text, boolean found) throws Exception {
    X509Certificate certificate =
        root.issue(
                new Request("common")
                    .dns("gw.example")
                    .dns("*.wild.example")
                    .email("Ops@example.org")
                    .ip("192.0.2.7")
                    .ip("2001:db8::7"))
            .certificate();
    IkeIdentity claimed =
        switch (kind) {
          case "fqdn" -> IkeIdentity.ofFqdn(text);
          case "email" -> IkeIdentity.ofEmail(text);
          case "ip" -> IkeIdentity.ofAddress(IpAddress.of(text));
          case "dn" -> IkeIdentity.ofDistinguishedName(text);
          default -> IkeIdentity.ofKeyId(text.getBytes(StandardCharsets.US_ASCII));
        };
    if (found) {
      CertificateIdentity.check(claimed, certificate);
    } else {
      AuthenticationException e =
          assertThrows(
              AuthenticationException.class, () -> CertificateIdentity.check(claimed, certificate));
      IkeFailure.IdentityNotInCertificate why = (IkeFailure.IdentityNotInCertificate) e.failure();
      assertTrue(why.alternativeNames().contains("gw.example"), why.explanation());
    }
  }

  @Test
  @Requirement("RFC7296-3.7-1")
  void requestsByTheHashOfTheAuthoritysKey() throws Exception {
    CertRequestPayload request = Certificates.request(trust().anchors());

    assertEquals(CertPayload.X509_SIGNATURE, request.encoding());
    assertEquals(
        Octets.of(
            MessageDigest.getInstance("SHA-1")
                .digest(root.certificate().getPublicKey().getEncoded())),
        request.authorities());
  }

  @Test
  void sendsNoCertificateThatSignsItself() {
    List<X509Certificate> chain = new ArrayList<>(leaf.chain());
    chain.add(root.certificate());

    assertEquals(2, Certificates.payloads(chain).size());
  }

  @Test
  void boundsNumberAndSize() {
    Payload one = Certificates.payloads(leaf.chain()).get(0);
    Payload huge = new CertPayload(CertPayload.X509_SIGNATURE, Octets.of(new byte[20_000]));

    assertMalformed(Collections.nCopies(Certificates.MAX_CERTIFICATES + 1, one));
    assertMalformed(List.of(huge));
    assertMalformed(List.of(new CertPayload(CertPayload.X509_SIGNATURE, Octets.EMPTY)));
  }

  @ParameterizedTest
  @ValueSource(ints = {CertPayload.HASH_AND_URL_X509, CertPayload.HASH_AND_URL_BUNDLE, 7, 11})
  void followsNoUrlAndNeedsACertificate(int encoding) {
    AuthenticationException e =
        assertThrows(
            AuthenticationException.class,
            () -> Certificates.read(List.of(new CertPayload(encoding, Octets.of(new byte[40])))));
    assertEquals(
        CertificateProblem.MISSING, ((IkeFailure.CertificateRefused) e.failure()).problem());
  }

  private static void assertMalformed(List<Payload> payloads) {
    AuthenticationException e =
        assertThrows(AuthenticationException.class, () -> Certificates.read(payloads));
    assertEquals(
        CertificateProblem.MALFORMED, ((IkeFailure.CertificateRefused) e.failure()).problem());
  }

  @Test
  void mutatedCertificatesOnlyFailAsTheyMay() throws Exception {
    byte[] whole = leaf.certificate().getEncoded();
    Random random = new Random(1);
    int parsed = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] mutant = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      parsed += survives(Octets.of(mutant).slice(0, 1 + random.nextInt(mutant.length)));
      parsed += survives(Octets.of(mutant));
    }
    assertTrue(parsed > 500, parsed + " mutants parsed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certs", "certs-crash"})
  void certificatesThatOnceBrokeAnotherParserOnlyFailAsTheyMay(String name) throws Exception {
    int count = 0;
    int parsed = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        SharedData.require("ike/fuzz-strongswan/" + name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      ObjectMapper json = new ObjectMapper();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        parsed += survives(Octets.ofHex(json.readTree(line).path("hex").asText()));
        count++;
      }
    }
    System.out.println("fuzz-strongswan " + name + ": " + count + " inputs, " + parsed + " parsed");
    assertTrue(count >= 14, count + " inputs");
  }

  /** 1 if the octets are a certificate; anything thrown but the one exception fails the test. */
  private int survives(Octets octets) {
    try {
      List<X509Certificate> sent =
          Certificates.read(
              List.of(
                  new CertPayload(CertPayload.X509_SIGNATURE, octets),
                  Certificates.payloads(leaf.chain()).get(1)));
      try {
        CertificateIdentity.check(IkeIdentity.ofFqdn("leaf.example"), sent.get(0));
        new CertificateChain(revocation(Strictness.HARD, middle.revoking())).check(sent, NOW);
      } catch (AuthenticationException expected) {
        assertTrue(expected.failure().explanation().chars().allMatch(c -> c >= 0x20 && c < 0x7f));
      }
      return 1;
    } catch (AuthenticationException expected) {
      return 0;
    }
  }
}
