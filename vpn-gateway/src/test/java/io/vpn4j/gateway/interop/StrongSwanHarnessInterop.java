package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.interop.IkeSaStatus.ChildSaStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The harness, with strongSwan on both sides: nothing of the endpoint is in it. */
@ExtendWith(StrongSwanExtension.class)
class StrongSwanHarnessInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String KEY = "not. a_Secret \"of\" anyone #{}";

  @RepeatedTest(2)
  void carriesPacketsThroughTwoTunnelsOfOneGatewayAndDeletesThem(
      @BetweenNamespaces TestNetwork network) {
    Host amazon = network.near();
    Host customer = network.far();
    // As with AWS: two addresses there, one here, so the wire shows 500 and 4500 for each.
    for (int tunnel = 0; tunnel < 2; tunnel++) {
      String name = "tunnel" + (tunnel + 1);
      String inside = "169.254.1" + tunnel + ".";
      StrongSwan responder =
          network.start(
              amazon,
              StrongSwanConfig.builder(name, amazon.address(tunnel), customer.address(0), KEY)
                  .inside(inside + "1/30")
                  .build());
      StrongSwan initiator =
          network.start(
              customer,
              StrongSwanConfig.builder(name, customer.address(0), amazon.address(tunnel), KEY)
                  .inside(inside + "2/30")
                  .build());

      assertEquals(0, initiator.initiate().exitCode());
      ChildSaStatus child = responder.awaitInstalled(LIMIT);
      assertEquals("AES_CBC_256/HMAC_SHA2_256_128", child.proposal());
      assertTrue(child.encapsulated());
      IkeSaStatus sa = initiator.listSas().get(0);
      assertEquals("AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048", sa.proposal());
      assertEquals(amazon.address(tunnel) + "[4500]", sa.remote());
      assertEquals(customer.address(0).toString(), sa.localId());
    }

    assertEquals(3, customer.ping("169.254.10.2", "169.254.10.1", 3));
    assertEquals(3, amazon.ping("169.254.11.1", "169.254.11.2", 3));
    List<StrongSwan> peers = network.peers();
    for (StrongSwan peer : peers) {
      ChildSaStatus child = peer.installedChild().orElseThrow();
      // 3 packets of 20 + 8 + 56 octets each way, and none of the other tunnel's.
      assertEquals(List.of(3L, 252L), List.of(child.packetsIn(), child.octetsIn()));
      assertEquals(List.of(3L, 252L), List.of(child.packetsOut(), child.octetsOut()));
    }

    assertEquals(0, peers.get(1).terminate().exitCode());
    assertEquals(0, peers.get(2).terminate().exitCode());
    for (StrongSwan peer : peers) {
      peer.awaitNoSas(LIMIT);
    }
  }

  @Test
  void startsTunnelByItselfAndReachesPeerWithOnlyOnePort(@BetweenNamespaces TestNetwork network) {
    String near = network.near().address(0).toString();
    String far = network.far().address(0).toString();
    StrongSwan responder =
        network.start(
            network.near(),
            StrongSwanConfig.builder("one-port", near, far, KEY)
                .ownPorts(500, 14500)
                .inside("169.254.10.1/30")
                .build());
    StrongSwan initiator =
        network.start(
            network.far(),
            StrongSwanConfig.builder("one-port", far, near, KEY)
                .remotePort(14500)
                .startAction(StrongSwanConfig.StartAction.START)
                .espProposals("aes128gcm16")
                .inside("169.254.10.2/30")
                .build());
    // The ESP proposals differ. charon keeps an IKE SA whose child was refused.
    initiator.awaitSas(
        "an IKE SA without child",
        LIMIT,
        sas -> sas.stream().anyMatch(sa -> sa.established() && sa.children().isEmpty()));
    responder.reload(
        StrongSwanConfig.builder("one-port", near, far, KEY).espProposals("aes128gcm16").build());
    assertEquals(0, initiator.initiate().exitCode());

    assertEquals("AES_GCM_16_128", responder.awaitInstalled(LIMIT).proposal());
    assertEquals(near + "[14500]", initiator.listSas().get(0).remote());
    assertEquals(2, network.far().ping("169.254.10.2", "169.254.10.1", 2));
  }

  @Test
  void saysWhyTunnelIsRefused(@BetweenNamespaces TestNetwork network) {
    String near = network.near().address(0).toString();
    String far = network.far().address(0).toString();
    StrongSwanConfig good =
        StrongSwanConfig.builder("refused", far, near, KEY).espProposals("aes256gcm16").build();
    StrongSwan responder =
        network.start(
            network.near(),
            StrongSwanConfig.builder("refused", near, far, KEY)
                .localTs("10.0.0.0/16")
                .espProposals("aes256gcm16")
                .build());
    StrongSwan initiator = network.start(network.far(), good);

    assertRefused(initiator, good.toBuilder().preSharedKey("other"), "AUTHENTICATION_FAILED");
    assertRefused(
        initiator, good.toBuilder().ikeProposals("aes128-sha1-modp2048"), "NO_PROPOSAL_CHOSEN");
    assertRefused(initiator, good.toBuilder().espProposals("aes128gcm16"), "NO_PROPOSAL_CHOSEN");
    assertRefused(initiator, good.toBuilder().remoteTs("10.1.0.0/16"), "TS_UNACCEPTABLE");
    assertThrows(
        IllegalStateException.class,
        () -> initiator.reload(good.toBuilder().ikeProposals("nonsense").build()));
    assertTrue(responder.pid().isPresent());
  }

  private static void assertRefused(
      StrongSwan initiator, StrongSwanConfig.Builder changed, String notify) {
    initiator.reload(changed.build());
    CommandResult result = initiator.initiate();
    assertNotEquals(0, result.exitCode());
    assertTrue(result.output().contains(notify), result.output());
    initiator.terminate();
    initiator.awaitNoSas(LIMIT);
  }

  @Test
  void noticesPeerThatEndsAndPeerThatIsKilled(@BetweenNamespaces TestNetwork network) {
    String near = network.near().address(0).toString();
    String far = network.far().address(0).toString();
    StrongSwanConfig there = StrongSwanConfig.builder("peer", near, far, KEY).build();
    StrongSwan watching =
        network.start(
            network.far(),
            StrongSwanConfig.builder("peer", far, near, KEY)
                .dpdDelay(Duration.ofSeconds(1))
                .charonSetting("retransmit_tries", "1")
                .build());

    StrongSwan ending = network.start(network.near(), there);
    watching.initiate().orThrow();
    ending.close();
    watching.awaitNoSas(LIMIT);
    assertTrue(watching.log(20).contains("received DELETE for IKE_SA"), watching.log(20));

    StrongSwan killed = network.start(network.near(), there);
    watching.initiate().orThrow();
    killed.kill();
    watching.awaitNoSas(LIMIT);
    assertTrue(watching.log(20).contains("giving up after 1 retransmits"), watching.log(20));
  }

  @Test
  void reachesNamespaceFromSocketsOfThisProcess(TestNetwork network) throws IOException {
    InetAddress near = InetAddress.getByAddress(network.near().address(1).toOctets());
    InetAddress far = InetAddress.getByAddress(network.far().address(0).toOctets());
    try (DatagramSocket socket = new DatagramSocket(0, near)) {
      socket.setSoTimeout(5000);
      StrongSwan peer =
          network.start(
              network.far(),
              StrongSwanConfig.builder("hello", far.getHostAddress(), near.getHostAddress(), KEY)
                  .build());
      // An IKE header of major version 3: charon answers INVALID_MAJOR_VERSION (RFC 7296 2.5).
      byte[] header = new byte[28];
      header[0] = 1;
      header[17] = 0x30;
      header[18] = 34;
      header[19] = 0x08;
      header[27] = 28;
      socket.send(new DatagramPacket(header, header.length, far, 500));
      DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
      socket.receive(answer);
      assertEquals(far, answer.getAddress());
      assertTrue(peer.log(20).contains("INVALID_MAJOR_VERSION"), peer.log(20));
    }
    assertEquals(1, network.near().ping(near.getHostAddress(), far.getHostAddress(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> network.start(network.near(), StrongSwanConfig.builder("no", "a", "b", KEY).build()));
  }

  @Test
  void leavesNothingBehindAndKeepsNetworksApart() throws IOException {
    String name;
    long pid;
    try (TestNetwork first = TestNetwork.open();
        TestNetwork second = TestNetwork.open()) {
      assertNotEquals(first.near().address(0), second.near().address(0));
      assertEquals(
          1,
          first.near().ping(first.near().link(), first.far().address(0).toString(), 1),
          "the first is not disturbed by the second");
      name = first.name();
      StrongSwan peer =
          first.start(
              first.far(),
              StrongSwanConfig.builder(
                      "alone", first.far().address(0), first.near().address(0), KEY)
                  .build());
      pid = peer.pid().orElseThrow();
      assertFalse(traces(name).isEmpty());
    }
    assertEquals(List.of(), traces(name));
    assertTrue(ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void outlivesProcessThatIsKilledInTheMiddle() throws Exception {
    // Another JVM opens a network with a running charon, and ends without closing anything.
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                classPath(AbandonedNetwork.class, io.vpn4j.model.net.Ipv4Address.class),
                AbandonedNetwork.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader reader = killed.inputReader(StandardCharsets.UTF_8)) {
      String name = reader.readLine();
      long charon = Long.parseLong(reader.readLine());
      assertEquals(137, killed.waitFor());
      Await.until("charon ends", LIMIT, () -> ProcessHandle.of(charon).isEmpty());
      assertFalse(traces(name).isEmpty());

      TestNetwork.open().close();

      assertEquals(List.of(), traces(name));
    }
  }

  private static String classPath(Class<?>... classes) throws Exception {
    StringBuilder path = new StringBuilder();
    for (Class<?> each : classes) {
      path.append(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()))
          .append(':');
    }
    return path.toString();
  }

  private static List<String> traces(String name) throws IOException {
    return Stream.of(
            Leftovers.namespaces().stream(),
            Leftovers.links().stream(),
            Leftovers.directories().stream().map(path -> path.getFileName().toString()))
        .flatMap(names -> names)
        .filter(found -> found.equals(name) || found.startsWith(name + "-"))
        .toList();
  }
}
