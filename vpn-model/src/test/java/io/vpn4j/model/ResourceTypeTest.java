package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTypeTest {
  @ParameterizedTest
  @EnumSource
  void takesTheShortAndTheLongFormOfAws(ResourceType type) {
    for (String digits : new String[] {"1a2b3c4d", "0a1b2c3d4e5f60718"}) {
      String id = type.prefix() + digits;
      assertTrue(type.accepts(id));
      assertTrue(type.isAwsForm(id));
      assertEquals(Optional.of(type), ResourceType.ofId(id));
      assertEquals(id, type.check("id", id));
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesNamesOfTestsButKnowsThemApart(ResourceType type) {
    for (String name : new String[] {"1", "old", "office-2", "z".repeat(32)}) {
      assertTrue(type.accepts(type.prefix() + name));
      assertFalse(type.isAwsForm(type.prefix() + name));
    }
    assertFalse(type.isAwsForm(type.prefix() + "1A2B3C4D"));
    assertFalse(type.isAwsForm(type.prefix() + "0123456789"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vgw",
        "vgw-",
        "vgw--1",
        "vgw-1-",
        "vgw-A",
        "vgw-a b",
        "VGW-1",
        "cgw-1",
        "vgw-<a>",
        "vgw-a\n",
        " vgw-1",
        "vgw-012345678901234567890123456789012"
      })
  void refusesOthers(String id) {
    assertFalse(ResourceType.VPN_GATEWAY.accepts(id));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> ResourceType.VPN_GATEWAY.check("vpnGatewayId", id));
    assertTrue(
        refused.getMessage().startsWith("vpnGatewayId '" + id + "' is not vgw-"),
        refused.getMessage());
  }

  @Test
  void anAttachmentIsNoTransitGateway() {
    assertFalse(ResourceType.TRANSIT_GATEWAY.accepts("tgw-attach-0a1b2c3d"));
    assertFalse(ResourceType.TRANSIT_GATEWAY.accepts("tgw-rtb-0a1b2c3d"));
    assertTrue(ResourceType.TRANSIT_GATEWAY_ATTACHMENT.accepts("tgw-attach-0a1b2c3d"));
    assertEquals(Optional.empty(), ResourceType.ofId("igw-1"));
  }
}
