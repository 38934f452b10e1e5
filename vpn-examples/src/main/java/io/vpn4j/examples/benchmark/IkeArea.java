package io.vpn4j.examples.benchmark;

/** Handshakes in memory and over UDP, and what an IKE SA keeps. */
final class IkeArea implements Area {
  @Override
  public String name() {
    return "ike";
  }

  @Override
  public void run(Effort effort, Figures figures) throws Exception {
    warmUp(effort);
    for (KeyExchangeCase keyExchange : KeyExchangeCase.values()) {
      handshake(effort, figures, keyExchange);
    }
    LoopbackHandshakes.measure(effort, figures, KeyExchangeCase.X25519, effort.sessions());
    LoopbackHandshakes.measure(effort, figures, KeyExchangeCase.MODP2048, effort.sessions() / 10);
    HeapOfSessions.measure(effort, figures);
  }

  /** A handshake is much code that runs seldom: the JIT compiler needs thousands of them. */
  private static void warmUp(Effort effort) {
    IkePair pair = new IkePair(KeyExchangeCase.X25519);
    for (int i = 0; i < 2 * effort.sessions(); i++) {
      pair.handshake();
    }
  }

  private static void handshake(Effort effort, Figures figures, KeyExchangeCase keyExchange)
      throws Exception {
    IkePair pair = new IkePair(keyExchange);
    BareKeyExchange bare = BareKeyExchange.of(keyExchange);
    Interleaved result = Interleaved.measure(effort, pair::handshake, bare::run);
    String name = "ike.handshake." + keyExchange.label();
    figures.print(name + ".per_s", 1 / result.oursSeconds(), "1/s");
    figures.print(name + ".bare_per_s", 1 / result.yardstickSeconds(), "1/s");
    figures.print(name + ".ratio", result.ratio(), "1");
  }
}
