/** ESP (RFC 4303) on caller-owned buffers, and what a tunnel does to the IP packets inside. */
@SuppressWarnings("module") // io.vpn4j.examples is compiled after this module
module io.vpn4j.esp {
  requires transitive io.vpn4j.model;

  exports io.vpn4j.esp;
  exports io.vpn4j.esp.fragment;
  exports io.vpn4j.esp.ip;
  exports io.vpn4j.esp.mtu;
  exports io.vpn4j.esp.replay to
      io.vpn4j.examples;
  exports io.vpn4j.esp.tunnel;
}
