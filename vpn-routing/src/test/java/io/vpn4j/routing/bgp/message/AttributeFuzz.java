package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/** Octets as attributes alone: malformed, or attributes that encode to themselves again. */
public final class AttributeFuzz {
  private AttributeFuzz() {}

  /** The target: an octet for the session, attributes. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    CodecContext session = (input[0] & 1) == 0 ? BgpArbitraries.POOR : BgpArbitraries.RICH;
    Octets octets = Octets.of(input);
    List<PathAttribute> attributes;
    try {
      attributes = BgpCodec.decodeAttributes(octets.slice(1, octets.length()), session);
    } catch (MalformedMessageException e) {
      return;
    }
    List<PathAttribute> again;
    try {
      again = BgpCodec.decodeAttributes(BgpCodec.encodeAttributes(attributes, session), session);
    } catch (MalformedMessageException e) {
      throw new AssertionError("our own octets are malformed", e);
    }
    if (!again.equals(attributes)) {
      throw new AssertionError("other attributes: " + attributes + " became " + again);
    }
    FourOctetAs.merge(attributes);
  }

  /** Attributes of UPDATEs of both sessions. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (CodecContext session : List.of(BgpArbitraries.POOR, BgpArbitraries.RICH)) {
      for (UpdateMessage update : BgpArbitraries.updates(session).list().ofSize(8).sample()) {
        Octets attributes = BgpCodec.encodeAttributes(update.attributes(), session);
        Octets choice = Octets.of((byte) (session.equals(BgpArbitraries.RICH) ? 1 : 0));
        seeds.add(Octets.concat(choice, attributes).toByteArray());
      }
    }
    return seeds;
  }
}
