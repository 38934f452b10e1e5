package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.secret.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class Ec2DocumentProperties {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  @Property(tries = 500)
  void whatWasWrittenIsRead(
      @ForAll("connections") VpnConnection connection,
      @ForAll("vpnGateways") VpnGateway gateway,
      @ForAll("customerGateways") CustomerGateway customer)
      throws AwsJsonException {
    String json =
        Ec2Document.describe(
                Ec2Shape.VPN_CONNECTION, List.of(Described.of(Ec2Shape.VPN_CONNECTION, connection)))
            .with(Ec2Shape.VPN_GATEWAY, List.of(Described.of(Ec2Shape.VPN_GATEWAY, gateway)))
            .with(
                Ec2Shape.CUSTOMER_GATEWAY,
                List.of(Described.of(Ec2Shape.CUSTOMER_GATEWAY, customer)))
            .toJson(ACCESS);
    Ec2Document document = Ec2Document.read(json);
    assertEquals(List.of(connection), document.values(Ec2Shape.VPN_CONNECTION));
    assertEquals(List.of(gateway), document.values(Ec2Shape.VPN_GATEWAY));
    assertEquals(List.of(customer), document.values(Ec2Shape.CUSTOMER_GATEWAY));
    assertEquals(List.of(), document.unknownFields());
    assertEquals(json, document.toJson(ACCESS));
  }

  @Property(tries = 300)
  void aChangeIsReadBackAndKeepsWhatIsUnknown(@ForAll("connections") VpnConnection other)
      throws AwsJsonException {
    Ec2Document document = Ec2Document.read(JsonSamples.CONNECTIONS);
    Described<VpnConnection> described = document.all(Ec2Shape.VPN_CONNECTION).get(0);
    Described<VpnConnection> changed = described.with(other);
    Ec2Document written = document.with(Ec2Shape.VPN_CONNECTION, List.of(changed));
    Ec2Document read = Ec2Document.read(written.toJson(ACCESS));
    assertEquals(List.of(other), read.values(Ec2Shape.VPN_CONNECTION));
    assertTrue(
        read.unknownFields()
            .containsAll(List.of("$.NextToken", "$.VpnConnections[0].FutureField")));
    Described<VpnConnection> back = changed.with(described.value());
    assertEquals(described.value(), back.value());
  }

  @Property(tries = 3_000)
  void anyChangeOfADocumentIsReadOrRefused(
      @ForAll @IntRange(max = 4) int kind,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 60) int length,
      @ForAll("tokens") String token) {
    String text = JsonSamples.CONNECTIONS;
    int from = at % text.length();
    int to = Math.min(text.length(), from + length);
    String mutated =
        switch (kind) {
          case 0 -> text.substring(0, from);
          case 1 -> text.substring(0, from) + text.substring(to);
          case 2 -> text.substring(0, from) + token + text.substring(from);
          case 3 -> replaceValue(text, from, token);
          default -> text.substring(0, to) + text.substring(from);
        };
    String outcome = outcome(mutated.getBytes(StandardCharsets.UTF_8));
    Statistics.collect(outcome);
    Statistics.coverage(
        coverage -> {
          coverage.check("read").percentage(p -> p > 2);
          coverage.check("refused by the model").percentage(p -> p > 2);
          coverage.check("refused as JSON").percentage(p -> p > 2);
        });
  }

  @Property(tries = 1_000)
  void anyOctetsAreReadOrRefused(@ForAll byte[] octets) {
    assertFalse(outcome(octets).isEmpty());
  }

  private static String outcome(byte[] octets) {
    try {
      Ec2Document document = Ec2Document.read(octets);
      String written = document.toJson(ACCESS);
      assertEquals(document, Ec2Document.read(written));
      return "read";
    } catch (AwsJsonException e) {
      return e.path().equals("$") ? "refused as JSON" : "refused by the model";
    }
  }

  /** The text with the value after the next colon replaced. */
  private static String replaceValue(String text, int from, String token) {
    int colon = text.indexOf("\": ", from);
    int end = text.indexOf('\n', Math.max(colon, 0));
    if (colon < 0 || end < 0) {
      return text + token;
    }
    String comma = text.charAt(end - 1) == ',' ? "," : "";
    String value = text.substring(colon + 3, end);
    return value.endsWith("[") || value.endsWith("{")
        ? text.substring(0, colon) + token.replaceAll("\\W", "") + text.substring(colon)
        : text.substring(0, colon + 3) + token + comma + text.substring(end);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "99999999999999999999",
        "\"\"",
        "\"x\"",
        "\"vpn-1\"",
        "\"10.0.0.0/8\"",
        "\"10.0.0.1/8\"",
        "\"203.0.113.5\"",
        "\"::1\"",
        "\"0.0.0.0\"",
        "\"deleted\"",
        "\"VPN-Classic\"",
        "\"ipv6\"",
        "\"+999999999-12-31T23:59:59-18:00\"",
        "{}",
        "[]",
        "[{}]",
        "[null]",
        "\"\\ud800\"",
        ",",
        "\u0000");
  }

  @Provide
  Arbitrary<VpnConnection> connections() {
    return DocumentArbitraries.connections();
  }

  @Provide
  Arbitrary<VpnGateway> vpnGateways() {
    return DocumentArbitraries.vpnGateways();
  }

  @Provide
  Arbitrary<CustomerGateway> customerGateways() {
    return DocumentArbitraries.customerGateways();
  }
}
