package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.KeyExchangeMethod;

/** Handshakes in memory and over UDP, and what an IKE SA keeps. */
final class IkeArea implements Area {
  @Override
  public String name() {
    return "ike";
  }

  @Override
  public void run(Effort effort, Figures figures) throws Exception {
    warmUp(effort);
    handshake(effort, figures, "x25519", KeyExchangeMethod.CURVE25519);
    handshake(effort, figures, "p256", KeyExchangeMethod.ECP_256);
    handshake(effort, figures, "modp2048", KeyExchangeMethod.MODP_2048);
    LoopbackHandshakes.measure(
        effort, figures, "ike.loopback.x25519", KeyExchangeMethod.CURVE25519, effort.sessions());
    LoopbackHandshakes.measure(
        effort,
        figures,
        "ike.loopback.modp2048",
        KeyExchangeMethod.MODP_2048,
        effort.sessions() / 10);
    HeapOfSessions.measure(effort, figures);
  }

  /** A handshake is much code that runs seldom: the JIT compiler needs thousands of them. */
  private static void warmUp(Effort effort) {
    IkePair pair = new IkePair(KeyExchangeMethod.CURVE25519);
    for (int i = 0; i < 2 * effort.sessions(); i++) {
      pair.handshake();
    }
  }

  private static void handshake(
      Effort effort, Figures figures, String label, KeyExchangeMethod method) throws Exception {
    IkePair pair = new IkePair(method);
    BareKeyExchange bare = BareKeyExchange.of(method);
    Interleaved result = Interleaved.measure(effort, pair::handshake, bare::run);
    String name = "ike.handshake." + label;
    figures.print(name + ".per_s", 1 / result.oursSeconds(), "1/s");
    figures.print(name + ".bare_per_s", 1 / result.yardstickSeconds(), "1/s");
    figures.print(name + ".ratio", result.ratio(), "1");
  }
}
