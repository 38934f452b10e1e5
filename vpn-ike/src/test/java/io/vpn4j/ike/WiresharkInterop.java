package io.vpn4j.ike;

import static io.vpn4j.ike.IkeSessionFixtures.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wireshark reads what two of our sessions say to each other, with nothing but our key log. */
class WiresharkInterop {
  @TempDir private Path folder;

  @BeforeEach
  void tsharkIsHere() {
    boolean here =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "tshark")));
    if (!here && System.getProperty("interop", "auto").equals("required")) {
      Assertions.fail("tshark is not installed");
    }
    Assumptions.assumeTrue(here, "tshark is not installed");
  }

  static Stream<IkeAlgorithms> suites() {
    return Stream.of(
        IkeSessionFixtures.FAST,
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_256,
            IntegrityAlgorithm.HMAC_SHA2_512_256,
            PrfAlgorithm.HMAC_SHA2_512,
            KeyExchangeMethod.CURVE25519),
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_128,
            IntegrityAlgorithm.HMAC_SHA1_96,
            PrfAlgorithm.HMAC_SHA1,
            KeyExchangeMethod.CURVE25519));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void decryptsEveryMessageAfterTheFirstTwo(IkeAlgorithms suite) {
    KeyLogTest.Lines log = new KeyLogTest.Lines();
    SimulatedLink link =
        link(l -> l.ikeAlgorithms(suite).dangerouslyLogKeysTo(log), r -> r.ikeAlgorithms(suite));
    link.initiate().run(Duration.ofSeconds(1)).command(true, new IkeCommand.Delete());
    link.run(Duration.ofSeconds(1));
    PcapWriter capture = new PcapWriter();
    addMessages(capture, link.leftOutputs);
    addMessages(capture, link.rightOutputs);

    String text = tshark(capture, log);

    assertEquals(4, count(text, "Payload: Encrypted and Authenticated (46)"), text);
    assertEquals(4, count(text, "Decrypted Data"), text);
    assertFalse(text.contains("incorrect"), text);
    assertFalse(text.contains("Malformed"), text);
    assertEquals(1, count(text, "Payload: Identification - Initiator (35)"), text);
    assertTrue(count(text, "Payload: Security Association (33)") >= 4, text);
    assertEquals(1, count(text, "Payload: Delete (42)"), text);
  }

  @Test
  void decryptsNothingWithoutTheLog() {
    SimulatedLink link = link(l -> {}, r -> {}).initiate().run(Duration.ofSeconds(1));
    PcapWriter capture = new PcapWriter();
    addMessages(capture, link.leftOutputs);

    String text = tshark(capture, new KeyLogTest.Lines());

    assertEquals(1, count(text, "Payload: Encrypted and Authenticated (46)"), text);
    assertEquals(0, count(text, "Decrypted Data"), text);
  }

  @Test
  void decryptsPacketsOfTheChildSa() throws GeneralSecurityException {
    KeyLogTest.Lines log = new KeyLogTest.Lines();
    SimulatedLink link = link(l -> l.dangerouslyLogKeysTo(log), r -> {});
    link.initiate().run(Duration.ofSeconds(1));
    IkeOutput.ChildSaUp up = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0);
    PcapWriter capture = new PcapWriter();
    capture.udp(
        up.path(),
        esp(up.child().outboundSpi(), up.child().keys().outbound(SecretAccess.grant()), "outward"));
    capture.udp(
        up.path().reversed(),
        esp(up.child().inboundSpi(), up.child().keys().inbound(SecretAccess.grant()), "inward"));

    String text = tshark(capture, log);

    assertTrue(text.contains(hex("outward")), text);
    assertTrue(text.contains(hex("inward")), text);
  }

  private static void addMessages(PcapWriter capture, List<IkeOutput> outputs) {
    for (IkeOutput.Transmit t : SimulatedLink.of(outputs, IkeOutput.Transmit.class)) {
      capture.ike(t.path(), Octets.of(t.octets()));
    }
  }

  /** One ESP packet by AES-GCM-16 with an IPv4 packet of protocol 253 in it (RFC 4106). */
  private static Octets esp(EspSpi spi, byte[] keys, String text) throws GeneralSecurityException {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    int length = 20 + data.length;
    int padOctets = Math.floorMod(-(length + 2), 4);
    ByteBuffer plaintext = ByteBuffer.allocate(length + padOctets + 2);
    plaintext.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    plaintext.put((byte) 64).put((byte) 253).putShort((short) 0).putInt(0x0a000001);
    plaintext.putInt(0x0a000002).put(data);
    for (int i = 1; i <= padOctets; i++) {
      plaintext.put((byte) i);
    }
    plaintext.put((byte) padOctets).put((byte) 4);
    ByteBuffer header = ByteBuffer.allocate(8).putInt(spi.value()).putInt(1);
    byte[] iv = new byte[8];
    int keyOctets = keys.length - 4;
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(12).put(keys, keyOctets, 4).put(iv).array();
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(keys, 0, keyOctets, "AES"),
        new GCMParameterSpec(128, nonce));
    cipher.updateAAD(header.array());
    return Octets.concat(
        Octets.of(header.array()), Octets.of(iv), Octets.of(cipher.doFinal(plaintext.array())));
  }

  private static String hex(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  private static int count(String text, String what) {
    return text.split(Pattern.quote(what), -1).length - 1;
  }

  /** The whole dissection, with the log as the tables of a fresh profile. */
  private String tshark(PcapWriter capture, KeyLogTest.Lines log) {
    try {
      Path pcap = folder.resolve("capture.pcap");
      capture.write(pcap);
      Path profile = Files.createDirectories(folder.resolve("config/wireshark"));
      Files.write(profile.resolve(KeyLog.Table.IKE_SAS.fileName()), log.ikeSas);
      Files.write(profile.resolve(KeyLog.Table.ESP_SAS.fileName()), log.espSas);
      ProcessBuilder tshark =
          new ProcessBuilder(
              "tshark",
              "-n",
              "-r",
              pcap.toString(),
              "-o",
              "esp.enable_encryption_decode:TRUE",
              "-o",
              "udp.check_checksum:FALSE",
              "-V");
      tshark.environment().put("HOME", folder.toString());
      tshark.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
      tshark.environment().put("LC_ALL", "C.UTF-8");
      tshark.redirectErrorStream(true);
      Process process = tshark.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), text);
      return text;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
