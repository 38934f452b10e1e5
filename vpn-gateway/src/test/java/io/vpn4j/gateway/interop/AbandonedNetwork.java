package io.vpn4j.gateway.interop;

/** A program that opens a network with a daemon in it, tells their names, and is then killed. */
final class AbandonedNetwork {
  private AbandonedNetwork() {}

  public static void main(String[] arguments) {
    TestNetwork network = TestNetwork.open();
    StrongSwanConfig config =
        StrongSwanConfig.builder(
                "abandoned", network.far().address(0), network.near().address(0), "any key")
            .build();
    StrongSwan peer = network.start(network.far(), config);
    System.out.println(network.name());
    System.out.println(peer.pid().orElseThrow());
    // As SIGKILL does it: no hook runs, nothing is closed.
    Runtime.getRuntime().halt(137);
  }
}
