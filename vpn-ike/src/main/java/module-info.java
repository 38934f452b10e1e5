/**
 * IKEv2 (RFC 7296) as a deterministic object: datagrams, time and commands in; datagrams, events
 * and one deadline out. No socket, thread, clock or random source of its own.
 */
module io.vpn4j.ike {
  requires transitive io.vpn4j.model;
  requires static org.immutables.value.annotations;
  requires org.slf4j;
  requires org.bouncycastle.provider;

  exports io.vpn4j.ike;
}
