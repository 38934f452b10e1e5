package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.PreSharedKeyStorage;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2DocumentTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  private static Described<VpnConnection> sample() throws AwsJsonException {
    return Ec2Document.read(JsonSamples.CONNECTIONS).all(Ec2Shape.VPN_CONNECTION).get(0);
  }

  @Test
  void unknownFieldsAreNamedAndWrittenBack() throws AwsJsonException {
    Ec2Document document = Ec2Document.read(JsonSamples.CONNECTIONS);
    assertEquals(
        List.of(
            "$.NextToken",
            "$.VpnConnections[0].Options.TunnelOptions[0].TunnelColour",
            "$.VpnConnections[0].FutureField"),
        document.unknownFields());
    assertEquals(JsonSamples.CONNECTIONS, document.toJson(ACCESS));
  }

  @Test
  void anUnknownStateIsKept() throws AwsJsonException {
    String json = JsonSamples.CONNECTIONS.replace("modifying", "hibernating");
    Ec2Document document = Ec2Document.read(json);
    ResourceState state = document.values(Ec2Shape.VPN_CONNECTION).get(0).state();
    assertEquals("hibernating", state.text());
    assertFalse(state.isKnown());
    assertEquals(json, document.toJson(ACCESS));
  }

  @Test
  void aChangedValueChangesOnlyItsFields() throws AwsJsonException {
    Ec2Document document = Ec2Document.read(JsonSamples.CONNECTIONS);
    Described<VpnConnection> described = sample();
    VpnConnection value = described.value();
    List<TunnelOption> tunnels = value.options().tunnelOptions();
    Described<VpnConnection> changed =
        described.with(
            value.toBuilder()
                .state(ResourceState.AVAILABLE)
                .options(
                    value.options().toBuilder()
                        .tunnelOptions(
                            List.of(
                                tunnels.get(0).toBuilder()
                                    .dpdTimeoutAction(DpdTimeoutAction.CLEAR)
                                    .build(),
                                tunnels.get(1)))
                        .build())
                .build());
    assertEquals(
        JsonSamples.CONNECTIONS
            .replace("\"modifying\"", "\"available\"")
            .replace("\"restart\"", "\"clear\""),
        document.with(Ec2Shape.VPN_CONNECTION, List.of(changed)).toJson(ACCESS));
  }

  @Test
  void aValueThatIsTakenAwayTakesItsFieldAway() throws AwsJsonException {
    Described<VpnConnection> described = sample();
    VpnConnection without =
        described.value().toBuilder().gatewayAssociationState(Optional.empty()).build();
    String json =
        Ec2Document.describe(Ec2Shape.VPN_CONNECTION, List.of(described.with(without)))
            .toJson(ACCESS);
    assertFalse(json.contains("GatewayAssociationState"));
    assertTrue(json.contains("FutureField"));
  }

  @Test
  void aClassicConnectionIsRead() throws AwsJsonException {
    // The record of the user guide of 2019, requirement S18.
    String json =
        """
        {"VpnConnections": [{"VpnConnectionId": "vpn-1a2b3c4d", "State": "available",
         "VpnGatewayId": "vgw-11aa22bb", "CustomerGatewayId": "cgw-ab12cd34",
         "Type": "ipsec.1", "Category": "VPN-Classic"}]}
        """;
    VpnConnection connection = Ec2Document.read(json).values(Ec2Shape.VPN_CONNECTION).get(0);
    assertEquals(Category.VPN_CLASSIC, connection.category());
    assertEquals(List.of(), connection.vgwTelemetry());
  }

  @Test
  void anAnswerForOneResourceIsReadAndWritten() throws AwsJsonException {
    VpnGateway gateway =
        VpnGateway.builder()
            .vpnGatewayId("vgw-0badcafe0badcafe1")
            .state(ResourceState.PENDING)
            .build();
    String json =
        """
        {
            "VpnGateway": {
                "State": "pending",
                "Type": "ipsec.1",
                "VpcAttachments": [],
                "VpnGatewayId": "vgw-0badcafe0badcafe1",
                "AmazonSideAsn": 64512,
                "Tags": []
            }
        }
        """;
    assertEquals(
        json,
        Ec2Document.result(Ec2Shape.VPN_GATEWAY, Described.of(Ec2Shape.VPN_GATEWAY, gateway))
            .toJson(ACCESS));
    Ec2Document document = Ec2Document.read(json);
    assertEquals(List.of(gateway), document.values(Ec2Shape.VPN_GATEWAY));
    assertThrows(
        IllegalArgumentException.class, () -> document.with(Ec2Shape.VPN_GATEWAY, List.of()));
  }

  @Test
  void numbersOfCustomerGatewaysAreTexts() throws AwsJsonException {
    CustomerGateway gateway =
        CustomerGateway.builder()
            .customerGatewayId("cgw-1")
            .ipAddress("203.0.113.10")
            .bgpAsnExtended(4_200_000_000L)
            .build();
    String json =
        Ec2Document.describe(
                Ec2Shape.CUSTOMER_GATEWAY,
                List.of(Described.of(Ec2Shape.CUSTOMER_GATEWAY, gateway)))
            .toJson(ACCESS);
    assertTrue(json.contains("\"BgpAsnExtended\": \"4200000000\""));
    assertFalse(json.contains("\"BgpAsn\":"));
    assertEquals(List.of(gateway), Ec2Document.read(json).values(Ec2Shape.CUSTOMER_GATEWAY));
  }

  @Test
  void aSecretArnMeansSecretsManager() throws AwsJsonException {
    String arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s2svpn!vpn-example-AbCdEf";
    String json =
        JsonSamples.CONNECTIONS.replace(
            "\"Routes\": []", "\"Routes\": [], \"PreSharedKeyArn\": \"" + arn + "\"");
    VpnConnection connection = Ec2Document.read(json).values(Ec2Shape.VPN_CONNECTION).get(0);
    assertEquals(PreSharedKeyStorage.SECRETS_MANAGER, connection.preSharedKeyStorage());
    assertEquals(Optional.of(arn), connection.preSharedKeyArn());
  }

  @Test
  void aKeyOfAsterisksIsNone() throws AwsJsonException {
    String json = JsonSamples.CONNECTIONS.replace(JsonSamples.SECRET, "********");
    Ec2Document document = Ec2Document.read(json);
    assertEquals(
        Optional.empty(),
        document
            .values(Ec2Shape.VPN_CONNECTION)
            .get(0)
            .options()
            .tunnelOptions()
            .get(0)
            .preSharedKey());
    assertEquals(json, document.toJson(ACCESS));
  }

  @Test
  void aKeyThatNoDocumentCanCarryIsRefusedByTheWriter() {
    VpnConnection connection =
        VpnConnection.builder()
            .vpnConnectionId("vpn-1")
            .customerGatewayId("cgw-1")
            .options(
                o ->
                    o.addTunnelOption(
                        t -> t.preSharedKey(PreSharedKey.ofOctets(new byte[] {0, 1}))))
            .build();
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Described.of(Ec2Shape.VPN_CONNECTION, connection));
    assertTrue(refused.getMessage().contains("preSharedKey"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"ipsec.1\"' | '\"ipsec.2\"' | $.VpnConnections[0].Type"
            + " | found 'ipsec.2'; wanted one of ipsec.1",
        "28800 | 99999 | $.VpnConnections[0].Options.TunnelOptions[0]"
            + " | phase1LifetimeSeconds 99999 is not 900 to 28800",
        "28800 | 1.5 | $.VpnConnections[0].Options.TunnelOptions[0].Phase1LifetimeSeconds"
            + " | found 1.5; wanted a whole number",
        "169.254.200.0/30 | 169.254.0.0/30"
            + " | $.VpnConnections[0].Options.TunnelOptions[0].TunnelInsideCidr"
            + " | found '169.254.0.0/30'; wanted a /30 in 169.254.0.0/16",
        "AES256-GCM-16 | DES"
            + " | $.VpnConnections[0].Options.TunnelOptions[0].Phase1EncryptionAlgorithms[0].Value"
            + " | found 'DES'; wanted one of AES128, AES256, AES128-GCM-16, AES256-GCM-16",
        "exampleKey_1.notASecret | short"
            + " | $.VpnConnections[0].Options.TunnelOptions[0].PreSharedKey"
            + " | found another value; wanted 8 to 64 of",
        "'\"exampleKey_1.notASecret\"' | 12345678"
            + " | $.VpnConnections[0].Options.TunnelOptions[0].PreSharedKey"
            + " | found another value; wanted a string",
        "2026-03-02T10:00:00.000Z | yesterday"
            + " | $.VpnConnections[0].VgwTelemetry[0].LastStatusChange | found 'yesterday'",
        "'\"Routes\": []' | '\"Routes\": {}' | $.VpnConnections[0].Routes"
            + " | found an object; wanted an array",
        "'\"VpnConnectionId\": \"vpn-0f1e2d3c4b5a69788\",' | '' | $.VpnConnections[0].VpnConnectionId"
            + " | found nothing; wanted a value",
      })
  void whatIsWrongIsToldWithItsPlace(String from, String to, String path, String message) {
    String json = JsonSamples.CONNECTIONS.replace(from, to);
    AwsJsonException refused = assertThrows(AwsJsonException.class, () -> Ec2Document.read(json));
    assertEquals(path, refused.path());
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
    assertTrue(refused.line() > 2 && refused.column() > 0, refused::getMessage);
  }

  @Test
  void thePlaceIsTheLineAndColumnOfTheValue() {
    String json = "{\n    \"VpnGateways\": [\n        {\"VpnGatewayId\": 7}\n    ]\n}\n";
    AwsJsonException refused = assertThrows(AwsJsonException.class, () -> Ec2Document.read(json));
    assertEquals(3, refused.line());
    assertEquals(26, refused.column());
  }

  @Test
  void textThatIsNotJsonIsToldWithoutQuotingIt() {
    String json = JsonSamples.CONNECTIONS.replace(JsonSamples.SECRET + "\"", JsonSamples.SECRET);
    AwsJsonException refused = assertThrows(AwsJsonException.class, () -> Ec2Document.read(json));
    assertEquals("$", refused.path());
    assertTrue(refused.line() > 30, refused::getMessage);
    assertFalse(refused.toString().contains(JsonSamples.SECRET));
    assertEquals(null, refused.getCause());
  }

  @Test
  void bombsAreRefused() {
    String deep = "{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String twice = "{\"VpnGateways\": [], \"VpnGateways\": []}";
    String number = "{\"a\": 1" + "0".repeat(10_000) + "}";
    String name = "{\"" + "a".repeat(100_000) + "\": 1}";
    for (String bomb : List.of(deep, twice, number, name, "", "[]", "7", "{} {}", "{\"a\": NaN}")) {
      assertThrows(AwsJsonException.class, () -> Ec2Document.read(bomb));
    }
    byte[] large = new byte[Ec2Document.MAX_OCTETS + 1];
    assertThrows(AwsJsonException.class, () -> Ec2Document.read(large));
    assertThrows(AwsJsonException.class, () -> Ec2Document.read(new byte[] {'{', (byte) 0xff}));
  }

  @Test
  void theLayoutOfTheTextIsKept() throws AwsJsonException {
    String windows = "{\r\n  \"VpnGateways\": []\r\n}";
    assertEquals(windows, Ec2Document.read(windows).toJson(ACCESS));
    byte[] marked = "\uFEFF{}".getBytes(StandardCharsets.UTF_8);
    assertEquals("{}", Ec2Document.read(marked).toJson(ACCESS));
  }

  @Test
  void aTextInAnotherLayoutIsWrittenAsTheSameTree() throws AwsJsonException {
    String compact = "{\"VpnGateways\":[],\"b\":{\"c\":\"\\u0041\\ud800\"}}";
    String written = Ec2Document.read(compact).toJson(ACCESS);
    assertEquals(
        "{\n    \"VpnGateways\": [],\n    \"b\": {\n        \"c\": \"A\\ud800\"\n    }\n}",
        written);
    assertEquals(Ec2Document.read(compact), Ec2Document.read(written));
  }

  @Test
  void noTextOfADocumentShowsItsKey() throws AwsJsonException {
    Ec2Document document = Ec2Document.read(JsonSamples.CONNECTIONS);
    for (Object shown : List.of(document, sample(), sample().source(), document.unknownFields())) {
      assertFalse(shown.toString().contains(JsonSamples.SECRET));
    }
  }
}
