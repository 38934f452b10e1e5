/**
 * A running Site-to-Site VPN endpoint, either side, in user space. The only module with sockets,
 * threads and clocks.
 */
module io.vpn4j.gateway {
  requires transitive io.vpn4j.ike;
  requires transitive io.vpn4j.model;
  requires io.vpn4j.esp;
  requires io.vpn4j.routing;
  requires org.slf4j;

  exports io.vpn4j.gateway;
}
