package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.message.TrafficSelectorSubstructure;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.ike.message.TsPayload;
import java.util.ArrayList;
import java.util.List;

/** Traffic selectors between the wire and what they mean. */
public final class TrafficSelectors {
  private static final int MAX_PORT = 0xffff;

  private TrafficSelectors() {}

  /** TSi or TSr of {@code selectors}. */
  public static TsPayload payload(boolean initiator, List<TrafficSelector> selectors) {
    return new TsPayload(
        initiator,
        selectors.stream()
            .<TrafficSelectorSubstructure>map(
                s -> new AddressRange(s.protocol(), s.startPort(), s.endPort(), s.start(), s.end()))
            .toList());
  }

  /**
   * The selectors that mean something. Unknown types and empty ranges are left out: they allow
   * nothing, so a payload of nothing else is unacceptable (RFC 7296 section 2.9).
   */
  public static List<TrafficSelector> read(TsPayload payload) {
    List<TrafficSelector> selectors = new ArrayList<>();
    for (TrafficSelectorSubstructure one : payload.selectors()) {
      if (one instanceof AddressRange range && isRange(range)) {
        selectors.add(
            new TrafficSelector(
                range.ipProtocol(),
                range.startPort(),
                range.endPort(),
                range.start(),
                range.end()));
      }
    }
    return selectors;
  }

  private static boolean isRange(AddressRange range) {
    boolean opaque = range.startPort() == MAX_PORT && range.endPort() == 0;
    return (opaque || range.startPort() <= range.endPort())
        && range.start().compareTo(range.end()) <= 0;
  }
}
