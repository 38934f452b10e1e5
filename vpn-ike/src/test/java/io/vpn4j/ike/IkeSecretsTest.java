package io.vpn4j.ike;

import static io.vpn4j.ike.IkeSessionFixtures.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where secrets end up: nowhere in text, and zeroed when a session is over. */
class IkeSecretsTest {
  private static final String PSK = "fixture_Key.1";
  private static final String OTHER_PSK = "another_Key.2";

  /** How a session may end. */
  private record Ending(String name, SimulatedLink link, Consumer<SimulatedLink> rest) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Ending ending(String name, Consumer<SimulatedLink> rest) {
    return new Ending(name, link(), rest);
  }

  static Stream<Ending> endings() {
    IkeAlgorithms groups =
        new IkeAlgorithms(
            List.of(EncryptionAlgorithm.AES_CBC_128),
            List.of(IntegrityAlgorithm.HMAC_SHA2_256_128),
            List.of(PrfAlgorithm.HMAC_SHA2_256),
            List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256));
    IkeAlgorithms p256 =
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_128,
            IntegrityAlgorithm.HMAC_SHA2_256_128,
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.ECP_256);
    IkeAlgorithms rounds =
        p256.withAdditionalKeyExchange(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.CURVE25519),
            AdditionalKeyExchange.required(2, KeyExchangeMethod.ECP_384));
    return Stream.of(
        ending("nobody answers", l -> l.cut()),
        ending("abandoned before an answer", l -> l.command(true, new IkeCommand.Abandon())),
        ending("deleted before an answer", l -> l.command(true, new IkeCommand.Delete())),
        ending(
            "no answer to IKE_AUTH",
            l -> {
              l.deliverNext().deliverNext();
              l.cut();
            }),
        ending(
            "abandoned before IKE_AUTH",
            l -> {
              l.deliverNext().command(false, new IkeCommand.Abandon());
              l.deliverNext().command(true, new IkeCommand.Abandon());
            }),
        new Ending(
            "wrong key", link(l -> l.preSharedKey(PreSharedKey.of(OTHER_PSK)), r -> {}), l -> {}),
        new Ending(
            "wrong responder",
            link(l -> l.peerIdentity(IkeIdentity.ofFqdn("aws.example")), r -> {}),
            l -> {}),
        new Ending(
            "asked for another group",
            link(l -> l.ikeAlgorithms(groups), r -> r.ikeAlgorithms(p256)),
            l -> l.run(Duration.ofSeconds(1)).command(true, new IkeCommand.Delete())),
        ending(
            "deleted by the initiator",
            l -> l.run(Duration.ofSeconds(1)).command(true, new IkeCommand.Delete())),
        ending(
            "deleted by the responder",
            l -> l.run(Duration.ofSeconds(1)).command(false, new IkeCommand.Delete())),
        ending(
            "deleted by both",
            l ->
                l.run(Duration.ofSeconds(1))
                    .command(true, new IkeCommand.Delete())
                    .command(false, new IkeCommand.Delete())),
        ending(
            "abandoned by both",
            l ->
                l.run(Duration.ofSeconds(1))
                    .command(true, new IkeCommand.Abandon())
                    .command(false, new IkeCommand.Abandon())),
        ending(
            "abandoned while deleting",
            l -> {
              l.run(Duration.ofSeconds(1)).cut();
              l.command(true, new IkeCommand.Delete()).command(true, new IkeCommand.Abandon());
            }),
        ending("the peer falls silent", l -> l.run(Duration.ofSeconds(1)).cut()),
        new Ending(
            "deleted after additional key exchanges",
            link(l -> l.ikeAlgorithms(rounds), r -> r.ikeAlgorithms(rounds)),
            l -> l.run(Duration.ofSeconds(1)).command(true, new IkeCommand.Delete())),
        new Ending(
            "no answer to IKE_INTERMEDIATE",
            link(l -> l.ikeAlgorithms(rounds), r -> r.ikeAlgorithms(rounds)),
            l -> {
              l.deliverNext().deliverNext().deliverNext().deliverNext();
              l.cut();
            }));
  }

  private static HeldSecrets live(Ending ending) {
    HeldSecrets left = new HeldSecrets();
    HeldSecrets right = new HeldSecrets();
    SimulatedLink link = ending.link();
    link.observing(session -> look(session, session == link.left ? left : right)).initiate();
    ending.rest().accept(link);
    link.run(Duration.ofMinutes(3));
    return left.and(right);
  }

  /** The very input that ends a session zeroes what it held. */
  private static void look(IkeSession session, HeldSecrets secrets) {
    secrets.look(session);
    if (session.isTerminated()) {
      assertEquals(List.of(), secrets.alive(), session::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("endings")
  @Requirement("RFC7296-2.12-1")
  void zeroesEveryKeyWhenASessionIsOver(Ending ending) {
    HeldSecrets secrets = live(ending);

    assertTrue(ending.link().left.isTerminated(), ending.link().left::toString);
    assertTrue(
        ending.link().right.isTerminated() || ending.link().right.isUnused(),
        ending.link().right::toString);
    assertTrue(secrets.holders() > 0, "there was something to zero");
    assertEquals(List.of(), secrets.alive());
  }

  @Test
  void theWalkFindsTheKeysOfALivingSession() {
    HeldSecrets secrets = new HeldSecrets();
    SimulatedLink link = link().observing(secrets::look).initiate().run(Duration.ofSeconds(1));

    assertTrue(link.left.isEstablished());
    // One offer, and for each end one set of keys and a cipher for each direction.
    assertEquals(1 + 2 * (1 + 2), secrets.holders());
    assertFalse(secrets.alive().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("endings")
  void tellsNoSecretInAnyText(Ending ending) {
    HeldSecrets[] secrets = new HeldSecrets[1];
    List<String> text = new ArrayList<>(CapturedLog.record(() -> secrets[0] = live(ending)));
    int logged = text.size();
    SimulatedLink link = ending.link();
    List<IkeOutput> outputs = new ArrayList<>(link.leftOutputs);
    outputs.addAll(link.rightOutputs);
    SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class)
        .forEach(up -> secrets[0].look(up.child().keys()));
    for (IkeOutput output : outputs) {
      text.add(output.toString());
      if (output instanceof IkeOutput.Terminated terminated) {
        text.add(terminated.cause().explanation());
      } else if (output instanceof IkeOutput.ChildSaFailed failed) {
        text.add(failed.failure().explanation());
      } else if (output instanceof IkeOutput.Warned warned) {
        text.add(warned.failure().explanation());
      }
    }
    text.add(link.left + " " + link.left.config() + " " + link.right + " " + link.right.config());
    for (Octets message : link.wire) {
      text.add(message.toString());
    }
    String all = String.join("\n", text).toLowerCase(Locale.ROOT);

    assertTrue(logged > 0, "something was logged");
    for (String psk : List.of(PSK, OTHER_PSK)) {
      for (String form : forms(psk.getBytes(StandardCharsets.US_ASCII))) {
        assertFalse(all.contains(form), "a pre-shared key");
      }
    }
    assertFalse(secrets[0].values().isEmpty());
    for (byte[] secret : longEnough(secrets[0].values())) {
      for (String form : forms(secret)) {
        assertFalse(all.contains(form), "a key of " + secret.length + " octets");
      }
    }
  }

  /** A salt or an empty key would be found by chance. */
  private static List<byte[]> longEnough(Collection<byte[]> secrets) {
    return secrets.stream().filter(s -> s.length >= 16).toList();
  }

  private static List<String> forms(byte[] secret) {
    String decimal = Arrays.toString(secret);
    return Stream.of(
            new String(secret, StandardCharsets.ISO_8859_1),
            HexFormat.of().formatHex(secret),
            HexFormat.ofDelimiter(":").formatHex(secret),
            HexFormat.ofDelimiter(" ").formatHex(secret),
            Base64.getEncoder().withoutPadding().encodeToString(secret),
            decimal.substring(1, decimal.length() - 1))
        .map(form -> form.toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void theSearchWouldFindAKey() {
    byte[] secret = new byte[16];
    new SeededSecureRandom(1).nextBytes(secret);

    assertTrue(forms(secret).contains(Octets.of(secret).toString()));
  }

  @Test
  void logsAtDebugByNameAndSpiOnly() {
    List<String> lines =
        CapturedLog.record(
            () ->
                IkeSessionFixtures.link(
                        IkeSessionFixtures.left().build(),
                        IkeSessionFixtures.right().build(),
                        Weather.FINE,
                        1)
                    .initiate()
                    .run(Duration.ofSeconds(1)));

    assertEquals(5, lines.size(), lines::toString);
    assertTrue(lines.stream().allMatch(l -> l.startsWith("DEBUG io.vpn4j.ike.IkeSession ")));
  }
}
