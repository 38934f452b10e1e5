package io.vpn4j.ike;

import io.vpn4j.ike.SimulatedLink.Weather;
import java.util.function.Supplier;

/** Sessions whose sources of SPIs are plain objects, as {@link SessionGraph} wants them. */
final class PlainSuppliers {
  private PlainSuppliers() {}

  record EspSpis(IkeCrypto crypto) implements Supplier<EspSpi> {
    @Override
    public EspSpi get() {
      return IkeSession.randomEspSpi(crypto);
    }
  }

  record IkeSpis(IkeCrypto crypto) implements Supplier<IkeSpi> {
    @Override
    public IkeSpi get() {
      return IkeSession.randomSpi(crypto);
    }
  }

  static SimulatedLink link(IkeConfig left, IkeConfig right, Weather weather, long seed) {
    IkeCrypto l = IkeCrypto.of(new PlainRandom(seed));
    IkeCrypto r = IkeCrypto.of(new PlainRandom(~seed));
    return new SimulatedLink(
        IkeSession.initiator(left, l, new EspSpis(l), new IkeSpis(l), IkeSession.randomSpi(l)),
        IkeSession.responder(right, r, new EspSpis(r), new IkeSpis(r), IkeSession.randomSpi(r)),
        weather,
        seed);
  }
}
