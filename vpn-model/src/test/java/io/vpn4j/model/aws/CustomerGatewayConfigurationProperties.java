package io.vpn4j.model.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class CustomerGatewayConfigurationProperties {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern LEAF = Pattern.compile("<([a-z_]+)>[^<]*</\\1>\n?");
  private static final Pattern TEXT = Pattern.compile("(?<=>)[^<\\s][^<]*(?=<)");

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.of(SampleXml.bgp(), SampleXml.statics(), SampleXml.transitGateway());
  }

  /** Valid documents with any legal value in every field. */
  @Provide
  Arbitrary<CustomerGatewayConfiguration> configurations() {
    return Arbitraries.randomValue(CustomerGatewayConfigurationProperties::configuration);
  }

  @Property(tries = 300)
  void everyValueIsWrittenAndReadBack(
      @ForAll("configurations") CustomerGatewayConfiguration configuration)
      throws CustomerGatewayConfigurationException {
    String xml = configuration.toXml(SecretAccess.grant());
    CustomerGatewayConfiguration back = CustomerGatewayConfiguration.read(xml);
    assertEquals(configuration, back);
    assertEquals(List.of(), back.unknownElements());
    assertEquals(xml, back.toXml(SecretAccess.grant()));
    assertEquals(
        configuration.tunnels().get(1).ike().preSharedKey(),
        back.toVpnConnection().options().tunnelOptions().get(1).preSharedKey().orElseThrow());
  }

  @Property(tries = 1500)
  void aMutatedDocumentIsAValueOrRefusedAndShowsNoKey(
      @ForAll("documents") String xml, @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int n)
      throws IOException {
    Random random = new Random(seed);
    String mutated = xml;
    for (int i = 0; i < n; i++) {
      mutated = mutated(mutated, random);
    }
    Statistics.collect(outcome(mutated));
    // Mutations that only break the markup would never reach the rules.
    Statistics.coverage(
        coverage -> {
          coverage.check("read").percentage(share -> share > 5);
          coverage.check("refused").percentage(share -> share > 20);
          coverage.check("not well-formed").percentage(share -> share > 10);
        });
  }

  @Property(tries = 1000)
  void octetsFlippedAnywhereAreAValueOrRefused(@ForAll("documents") String xml, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] octets = xml.getBytes(StandardCharsets.UTF_8);
    octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
    outcome(octets);
  }

  @Property(tries = 300)
  void randomOctetsAreRefused(@ForAll byte[] octets) throws IOException {
    assertNotEquals("read", outcome(octets));
  }

  @Property(tries = 500)
  void everyTruncationIsRefused(@ForAll("documents") String xml, @ForAll long seed)
      throws IOException {
    assertNotEquals("read", outcome(xml.substring(0, new Random(seed).nextInt(xml.length()))));
  }

  private static String outcome(String xml) throws IOException {
    String fromOctets = outcome(xml.getBytes(StandardCharsets.UTF_8));
    try {
      CustomerGatewayConfiguration read = CustomerGatewayConfiguration.read(xml);
      assertEquals(read, CustomerGatewayConfiguration.read(read.toXml(SecretAccess.grant())));
      assertEquals("read", fromOctets);
      return "read";
    } catch (CustomerGatewayConfigurationException refused) {
      assertEquals(kind(refused), fromOctets);
      return fromOctets;
    }
  }

  private static String outcome(byte[] octets) throws IOException {
    try {
      CustomerGatewayConfiguration read =
          CustomerGatewayConfiguration.read(new ByteArrayInputStream(octets));
      assertNoKey(read.toString());
      assertEquals(2, read.tunnels().size());
      assertNoKey(read.toVpnConnection().toString());
      return "read";
    } catch (CustomerGatewayConfigurationException refused) {
      assertNoKey(refused.toString());
      assertFalse(refused.getMessage().isBlank());
      assertTrue(refused.getCause() == null, "a cause may quote the text");
      return kind(refused);
    }
  }

  private static String kind(CustomerGatewayConfigurationException refused) {
    return refused.getMessage().contains("not well-formed") ? "not well-formed" : "refused";
  }

  private static void assertNoKey(String text) {
    // Part of a key is too much already.
    assertFalse(text.contains(SampleXml.KEY_1.substring(0, 12)), text);
    assertFalse(text.contains(SampleXml.KEY_2.substring(0, 12)), text);
  }

  private static String mutated(String xml, Random random) {
    List<MatchResult> leaves = LEAF.matcher(xml).results().toList();
    List<MatchResult> texts = TEXT.matcher(xml).results().toList();
    List<MatchResult> tags = TAG.matcher(xml).results().toList();
    if (leaves.isEmpty() || texts.isEmpty() || tags.isEmpty()) {
      return xml;
    }
    MatchResult leaf = pick(leaves, random);
    MatchResult text = pick(texts, random);
    MatchResult tag = pick(tags, random);
    int at = random.nextInt(xml.length());
    return switch (random.nextInt(11)) {
      case 0 -> replace(xml, leaf, "");
      case 1 -> replace(xml, leaf, leaf.group() + leaf.group());
      case 2 -> replace(xml, leaf, pick(leaves, random).group());
      case 3 -> replace(xml, text, garbled(text.group(), random));
      case 4 -> replace(xml, text, pick(texts, random).group());
      case 5 -> replace(xml, tag, garbled(tag.group(), random));
      case 6 -> replace(xml, tag, "");
      case 7 -> replace(xml, leaf, leaf.group() + "<extra>1</extra>");
      case 8 -> replace(xml, leaf, "<!-- " + leaf.group() + " -->" + leaf.group());
      case 9 -> xml.substring(0, at) + (char) random.nextInt(0x3000) + xml.substring(at);
      default -> xml.substring(0, at) + xml.substring(Math.min(xml.length(), at + 1));
    };
  }

  private static String replace(String xml, MatchResult place, String replacement) {
    return xml.substring(0, place.start()) + replacement + xml.substring(place.end());
  }

  private static String garbled(String text, Random random) {
    char[] characters = text.toCharArray();
    String alphabet = "0129aA.:-_<>&;/\"' \n";
    characters[random.nextInt(characters.length)] =
        alphabet.charAt(random.nextInt(alphabet.length()));
    return new String(characters);
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static CustomerGatewayConfiguration configuration(Random random) {
    boolean statics = random.nextBoolean();
    boolean transit = random.nextBoolean();
    List<InsideCidr> cidrs = new ArrayList<>();
    while (cidrs.size() < 2) {
      IpPrefix prefix = new IpPrefix(new Ipv4Address(0xa9fe0000 + 4 * random.nextInt(16_384)), 30);
      if (!InsideCidr.RESERVED.contains(prefix) && !cidrs.contains(new InsideCidr(prefix))) {
        cidrs.add(new InsideCidr(prefix));
      }
    }
    String outside = transit && random.nextBoolean() ? "2001:db8::" : "198.51.100.";
    BgpSettings customer = bgp(random);
    BgpSettings amazon = bgp(random);
    CustomerGatewayConfiguration.Builder document =
        CustomerGatewayConfiguration.builder()
            .vpnConnectionId("vpn-" + hex(random))
            .customerGatewayId("cgw-" + hex(random))
            .staticRoutesOnly(statics);
    if (!transit) {
      document.vpnGatewayId("vgw-" + hex(random));
    } else if (random.nextBoolean()) {
      document.transitGatewayId("tgw-" + hex(random));
    }
    for (int i = 0; i < 2; i++) {
      InsideCidr cidr = cidrs.get(i);
      document.addTunnel(
          Tunnel.builder()
              .customerGateway(
                  new TunnelEndpoint(
                      IpAddress.of(outside + 10),
                      cidr.customerSideAddress(),
                      statics ? Optional.empty() : Optional.of(customer)))
              .vpnGateway(
                  new TunnelEndpoint(
                      IpAddress.of(outside + (20 + i)),
                      cidr.amazonSideAddress(),
                      statics ? Optional.empty() : Optional.of(amazon)))
              .ike(ike(random))
              .ipsec(ipsec(random))
              .build());
    }
    return document.build();
  }

  private static IkeProposal ike(Random random) {
    return IkeProposal.builder()
        .integrityAlgorithm(pick(List.of(VpnIntegrityAlgorithm.values()), random))
        .encryptionAlgorithm(pick(List.of(VpnEncryptionAlgorithm.values()), random))
        .lifetimeSeconds(3_601 + random.nextInt(25_200))
        .dhGroupNumber(pick(Category.VPN.phase1DHGroupNumbers(), random))
        .preSharedKey(PreSharedKey.of("key." + hex(random)))
        .build();
  }

  private static IpsecProposal ipsec(Random random) {
    IpsecProposal.Builder ipsec =
        IpsecProposal.builder()
            .encryptionAlgorithm(pick(List.of(VpnEncryptionAlgorithm.values()), random))
            .lifetimeSeconds(900 + random.nextInt(2_701))
            .dhGroupNumber(pick(Category.VPN.phase2DHGroupNumbers(), random))
            .clearDfBit(random.nextBoolean())
            .fragmentationBeforeEncryption(random.nextBoolean())
            .tcpMssAdjustment(1 + random.nextInt(65_535))
            .dpdIntervalSeconds(1 + random.nextInt(86_400))
            .dpdRetries(1 + random.nextInt(1_000));
    if (random.nextBoolean()) {
      ipsec.integrityAlgorithm(pick(List.of(VpnIntegrityAlgorithm.values()), random));
    }
    return ipsec.build();
  }

  private static BgpSettings bgp(Random random) {
    long asn = 1 + (random.nextInt() & 0xffff_ffffL) % AsNumber.MAX;
    return new BgpSettings(AsNumber.of(asn), random.nextBoolean() ? 0 : 3 + random.nextInt(65_533));
  }

  private static String hex(Random random) {
    return random.nextBoolean()
        ? "%08x".formatted(random.nextInt())
        : "0%016x".formatted(random.nextLong());
  }
}
