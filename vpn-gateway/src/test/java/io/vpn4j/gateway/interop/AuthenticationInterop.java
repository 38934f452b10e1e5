package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.TunnelAuthentication;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.PostQuantumPreSharedKey;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and post-quantum pre-shared keys against strongSwan, in both roles. */
@ExtendWith(StrongSwanExtension.class)
class AuthenticationInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String PPK = "a-post-quantum-secret-of-32-octets";

  private TestNetwork network;

  @BeforeEach
  void open(TestNetwork network) {
    this.network = network;
  }

  private static TunnelAuthentication certificates(OpenSslAuthority authority) {
    return TunnelAuthentication.of(
            authority.ours(), PeerAuthentication.certificates(authority.authority()))
        .withIdentities(
            IkeIdentity.ofFqdn(OpenSslAuthority.OURS), IkeIdentity.ofFqdn(OpenSslAuthority.THEIRS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void respondsByCertificates(String kind, @TempDir Path folder) throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority(kind, folder);
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(network.far(), authority.strongSwan(site.strongSwanCustomer(0)).build());
    try (VpnEndpoint aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER))
            .authentication(certificates(authority))
            .start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertPings(device, site.customerInside(0), site.amazonInside(0));
      assertTrue(device.log(200).contains("authentication of 'ours.example' with"), "log");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void initiatesByCertificates(String kind, @TempDir Path folder) throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority(kind, folder);
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon =
        network.start(network.far(), authority.strongSwan(site.strongSwanAmazon(0)).build());
    try (VpnEndpoint device =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .listen(OutsideSocket.standard(network.near().address(0)))
            .authentication(certificates(authority))
            .start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertPings(amazon, site.amazonInside(0), site.customerInside(0));
    }
  }

  /**
   * As before RFC 7427, in methods 1 and 9 to 11. With method 1 strongSwan signs and takes nothing
   * but SHA-1, so that our end has to be told to do what RFC 8247 forbids.
   */
  private static TunnelAuthentication ofOld(OpenSslAuthority authority, boolean sha1) {
    List<SignatureScheme> schemes =
        sha1 ? List.of(SignatureScheme.MUST_NOT_METHOD_1_RSA_SHA1) : SignatureScheme.DEFAULT;
    return TunnelAuthentication.of(
            authority.ours().withSchemes(schemes),
            PeerAuthentication.certificates(authority.authority()).withSchemes(schemes))
        .withIdentities(
            IkeIdentity.ofFqdn(OpenSslAuthority.OURS), IkeIdentity.ofFqdn(OpenSslAuthority.THEIRS));
  }

  /** charon names a method that has no algorithm of its own by the method. */
  private static void assertSignedOnBothSidesBy(String method, StrongSwan peer) {
    String log = peer.log(200);
    assertTrue(
        log.contains("authentication of 'theirs.example' (myself) with " + method + " successful"),
        log);
    assertTrue(
        log.contains("authentication of 'ours.example' with " + method + " successful"), log);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, RSA signature",
    "EC, ECDSA-256 signature",
    "EC-384, ECDSA-384 signature",
    "EC-521, ECDSA-521 signature",
  })
  @Requirement("RFC7427-4-1")
  void respondsByTheSignatureMethodsOfOld(String kind, String method, @TempDir Path folder)
      throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority(kind, folder);
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(
            network.far(),
            authority
                .strongSwan(site.strongSwanCustomer(0))
                .charonSetting("signature_authentication", "no")
                .build());
    try (VpnEndpoint aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER))
            .authentication(ofOld(authority, kind.equals("RSA")))
            .start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertSignedOnBothSidesBy(method, device);
      assertPings(device, site.customerInside(0), site.amazonInside(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, RSA signature",
    "EC, ECDSA-256 signature",
    "EC-384, ECDSA-384 signature",
    "EC-521, ECDSA-521 signature",
  })
  @Requirement("RFC7427-4-1")
  void initiatesByTheSignatureMethodsOfOld(String kind, String method, @TempDir Path folder)
      throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority(kind, folder);
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon =
        network.start(
            network.far(),
            authority
                .strongSwan(site.strongSwanAmazon(0))
                .charonSetting("signature_authentication", "no")
                .build());
    try (VpnEndpoint device =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .listen(OutsideSocket.standard(network.near().address(0)))
            .authentication(ofOld(authority, kind.equals("RSA")))
            .start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertSignedOnBothSidesBy(method, amazon);
      assertPings(amazon, site.amazonInside(0), site.customerInside(0));
    }
  }

  /** A certificate and a signature of RSA-4096 are more than any datagram that we send. */
  @Test
  void fragmentsWhatLargeCertificatesMakeLargeAsInitiator(@TempDir Path folder) throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority("RSA-4096", folder);
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon =
        network.start(
            network.far(),
            authority
                .strongSwan(site.strongSwanAmazon(0))
                .connectionSetting("fragmentation", "yes")
                .charonSetting("fragment_size", "600")
                .build());
    try (VpnEndpoint device =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .listen(OutsideSocket.standard(network.near().address(0)))
            .authentication(certificates(authority))
            .start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertFragmented(amazon, "parsed IKE_AUTH request 1 [ EF(", "IKE_AUTH response 1 [ EF(");
      assertPings(amazon, site.amazonInside(0), site.customerInside(0));
    }
  }

  @Test
  void fragmentsWhatLargeCertificatesMakeLargeAsResponder(@TempDir Path folder) throws Exception {
    OpenSslAuthority authority = new OpenSslAuthority("RSA-4096", folder);
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(
            network.far(),
            authority
                .strongSwan(site.strongSwanCustomer(0))
                .connectionSetting("fragmentation", "yes")
                .charonSetting("fragment_size", "600")
                .build());
    try (VpnEndpoint aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER))
            .authentication(certificates(authority))
            .start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertFragmented(device, "IKE_AUTH request 1 [ EF(", "parsed IKE_AUTH response 1 [ EF(");
      assertPings(device, site.customerInside(0), site.amazonInside(0));
    }
  }

  private static void assertFragmented(StrongSwan peer, String request, String response) {
    String log = peer.log(300);
    assertTrue(log.contains(request) && log.contains(response), log);
  }

  private static TunnelAuthentication withPpk() {
    PreSharedKey key = PreSharedKey.of(SiteToSite.preSharedKey(0));
    return TunnelAuthentication.of(
            LocalAuthentication.preSharedKey(key), PeerAuthentication.preSharedKey(key))
        .withPostQuantumPreSharedKey(
            new PostQuantumPreSharedKey(
                "ppk.example",
                PreSharedKey.ofOctets(PPK.getBytes(StandardCharsets.US_ASCII)),
                true));
  }

  private static StrongSwanConfig.Builder withPpk(StrongSwanConfig.Builder base, String required) {
    return base.connectionSetting("ppk_id", "ppk.example")
        .connectionSetting("ppk_required", required)
        .postQuantumKey("ppk.example", PPK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void respondsWithAPostQuantumKey(String required) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(network.far(), withPpk(site.strongSwanCustomer(0), required).build());
    try (VpnEndpoint aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER)).authentication(withPpk()).start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertPings(device, site.customerInside(0), site.amazonInside(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void initiatesWithAPostQuantumKey(String required) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon =
        network.start(network.far(), withPpk(site.strongSwanAmazon(0), required).build());
    try (VpnEndpoint device =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .listen(OutsideSocket.standard(network.near().address(0)))
            .authentication(withPpk())
            .start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertPings(amazon, site.amazonInside(0), site.customerInside(0));
    }
  }

  private static void assertPings(StrongSwan peer, String from, String to) {
    assertEquals(2, peer.host().ping(from, to, 2), () -> peer.log(40));
  }
}
