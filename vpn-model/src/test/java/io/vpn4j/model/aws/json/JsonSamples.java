package io.vpn4j.model.aws.json;

/** Documents with invented values, in the layout of the AWS CLI. */
final class JsonSamples {
  static final String SECRET = "exampleKey_1.notASecret";

  /** A connection with every kind of field, and some that no model has. */
  static final String CONNECTIONS =
      """
      {
          "VpnConnections": [
              {
                  "CustomerGatewayConfiguration": "",
                  "CustomerGatewayId": "cgw-0c0ffee0c0ffee002",
                  "Category": "VPN",
                  "State": "modifying",
                  "Type": "ipsec.1",
                  "VpnConnectionId": "vpn-0f1e2d3c4b5a69788",
                  "TransitGatewayId": "tgw-0123456789abcdef0",
                  "GatewayAssociationState": "associated",
                  "FutureField": {
                      "Deep": [
                          1,
                          2.50,
                          1e3,
                          null,
                          {}
                      ]
                  },
                  "Options": {
                      "EnableAcceleration": false,
                      "StaticRoutesOnly": false,
                      "LocalIpv4NetworkCidr": "0.0.0.0/0",
                      "RemoteIpv4NetworkCidr": "10.0.0.0/8",
                      "OutsideIpAddressType": "PublicIpv4",
                      "TunnelInsideIpVersion": "ipv4",
                      "TunnelBandwidth": "large",
                      "TunnelOptions": [
                          {
                              "OutsideIpAddress": "203.0.113.5",
                              "TunnelInsideCidr": "169.254.200.0/30",
                              "PreSharedKey": "exampleKey_1.notASecret",
                              "Phase1LifetimeSeconds": 28800,
                              "DpdTimeoutSeconds": 40,
                              "DpdTimeoutAction": "restart",
                              "Phase1EncryptionAlgorithms": [
                                  {
                                      "Value": "AES256-GCM-16"
                                  }
                              ],
                              "Phase2DHGroupNumbers": [
                                  {
                                      "Value": 20
                                  }
                              ],
                              "IkeVersions": [
                                  {
                                      "Value": "ikev2"
                                  }
                              ],
                              "StartupAction": "start",
                              "TunnelColour": "gr\\u00fcn \\" \\\\ \\t",
                              "LogOptions": {
                                  "CloudWatchLogOptions": {
                                      "LogEnabled": true,
                                      "LogGroupArn": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/vpn:*",
                                      "LogOutputFormat": "json",
                                      "BgpLogEnabled": false
                                  }
                              },
                              "EnableTunnelLifecycleControl": false
                          },
                          {
                              "OutsideIpAddress": "203.0.113.9"
                          }
                      ]
                  },
                  "Routes": [],
                  "Tags": [
                      {
                          "Key": "Name",
                          "Value": "支店"
                      }
                  ],
                  "VgwTelemetry": [
                      {
                          "AcceptedRouteCount": 3,
                          "LastStatusChange": "2026-03-02T10:00:00.000Z",
                          "OutsideIpAddress": "203.0.113.5",
                          "Status": "UP",
                          "StatusMessage": "3 BGP ROUTES"
                      }
                  ]
              }
          ],
          "NextToken": "abc"
      }
      """
          .replace("\\u00fc", "ü");

  private JsonSamples() {}
}
