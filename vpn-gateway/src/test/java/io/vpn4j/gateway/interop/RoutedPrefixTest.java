package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutedPrefixTest {
  @Test
  void readsRoutesOfAllKindsButTheDefault() {
    List<RoutedPrefix> routes =
        RoutedPrefix.parse(
            """
            default via 192.0.2.1 dev eth0
            192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2
            198.51.100.0/28 dev v4j-42-0 proto kernel scope link src 198.51.100.1
            unreachable 10.0.0.0/8
            local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1
            """);

    assertEquals(
        List.of("192.0.2.0/24", "198.51.100.0/28", "10.0.0.0/8", "127.0.0.1/32"),
        routes.stream().map(route -> route.prefix().toString()).toList());
    assertEquals(
        List.of(false, true, false, false),
        routes.stream().map(RoutedPrefix::ofTestNetwork).toList());
  }
}
