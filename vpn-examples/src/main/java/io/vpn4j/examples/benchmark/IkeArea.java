package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.IkeCommand;

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
    rekeying(effort, figures);
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
    IkePair.Established standing = pair.handshake();
    for (int i = 0; i < effort.sessions() / 2; i++) {
      rekeyed(standing.command(new IkeCommand.RekeyIkeSa()));
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

  /** Of one IKE SA again and again, old ones deleted; the bare key exchange is the IKE SA's. */
  private static void rekeying(Effort effort, Figures figures) throws Exception {
    IkePair.Established pair = new IkePair(KeyExchangeCase.X25519).handshake();
    Interleaved result =
        Interleaved.measure(
            effort,
            () -> rekeyed(pair.command(new IkeCommand.RekeyIkeSa())),
            BareKeyExchange.of(KeyExchangeCase.X25519)::run);
    figures.print("ike.rekey.ike_sa.x25519.per_s", 1 / result.oursSeconds(), "1/s");
    figures.print("ike.rekey.ike_sa.x25519.bare_per_s", 1 / result.yardstickSeconds(), "1/s");
    figures.print("ike.rekey.ike_sa.x25519.ratio", result.ratio(), "1");
    double seconds =
        Interleaved.measure(
                effort,
                () -> rekeyed(pair.command(new IkeCommand.RekeyChildSa(pair.childSpi()))),
                BareKeyExchange.of(KeyExchangeCase.X25519)::run)
            .oursSeconds();
    figures.print("ike.rekey.child_sa.per_s", 1 / seconds, "1/s");
  }

  private static void rekeyed(int ends) {
    if (ends != 2) {
      throw new IllegalStateException("not both ends have a new SA: " + ends);
    }
  }
}
