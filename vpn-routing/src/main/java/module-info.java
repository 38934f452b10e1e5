/**
 * Longest-prefix match for IPv4 and IPv6, the routes that fill it, AWS's choice among routes, and
 * BGP.
 *
 * <p>The messages are exported because policies and views of routes speak of path attributes.
 */
module io.vpn4j.routing {
  requires transitive io.vpn4j.model;
  requires static org.immutables.value.annotations;

  exports io.vpn4j.routing;
  exports io.vpn4j.routing.aws;
  exports io.vpn4j.routing.bgp;
  exports io.vpn4j.routing.bgp.message;
  exports io.vpn4j.routing.bgp.mrt;
}
