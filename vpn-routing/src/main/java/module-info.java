/** Longest-prefix match for IPv4 and IPv6, and the static routes that fill it. */
module io.vpn4j.routing {
  requires transitive io.vpn4j.model;

  exports io.vpn4j.routing;
}
