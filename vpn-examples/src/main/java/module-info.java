/** Runnable programs: the quick start and the benchmarks. Nothing that another module needs. */
module io.vpn4j.examples {
  requires io.vpn4j.esp;
  requires io.vpn4j.gateway;
  requires io.vpn4j.model;
  requires io.vpn4j.routing;
  requires java.management;
  requires jdk.management;
  requires static inet.ipaddr; // yardstick of the benchmarks
  requires static jmh.core;
  requires org.bouncycastle.provider;
}
