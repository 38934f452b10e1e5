/** ESP (RFC 4303) on caller-owned buffers: seal and open, and nothing else. */
module io.vpn4j.esp {
  requires transitive io.vpn4j.model;

  exports io.vpn4j.esp;
}
