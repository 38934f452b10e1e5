package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.FourOctetAs;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.MpUnreachNlri;
import io.vpn4j.routing.bgp.message.NextHop;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.PathAttribute;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Routes of one family into UPDATEs that the peer can read, as many routes in each as fit.
 *
 * <p>MP_REACH_NLRI goes first (RFC 7606 section 5.1), the other attributes by type (RFC 4271
 * section 5).
 */
final class UpdatePacker {
  private static final int EXTENDED_LENGTH_OCTET = 1;

  private final AddressFamily family;
  private final CodecContext context;

  UpdatePacker(AddressFamily family, CodecContext context) {
    this.family = family;
    this.context = context;
  }

  /** Announces; withdraws what fits no message (RFC 4271 section 9.2). */
  List<UpdateMessage> announce(
      List<IpAddress> nextHops, List<PathAttribute> attributes, List<Nlri> nlri) {
    List<PathAttribute> common = new ArrayList<>(attributes);
    Function<List<Nlri>, UpdateMessage> update;
    if (family.equals(AddressFamily.IPV4_UNICAST)
        && nextHops.size() == 1
        && nextHops.get(0) instanceof Ipv4Address nextHop) {
      common.add(new NextHop(nextHop));
      List<PathAttribute> all = sendable(common);
      update = some -> new UpdateMessage(List.of(), all, some);
    } else {
      List<PathAttribute> others = sendable(common);
      update =
          some -> {
            List<PathAttribute> all = new ArrayList<>();
            all.add(new MpReachNlri(family, nextHops, some));
            all.addAll(others);
            return new UpdateMessage(List.of(), all, List.of());
          };
    }
    return pack(nlri, update, true);
  }

  List<UpdateMessage> withdraw(List<Nlri> nlri) {
    return pack(
        nlri,
        family.equals(AddressFamily.IPV4_UNICAST)
            ? some -> new UpdateMessage(some, List.of(), List.of())
            : some ->
                new UpdateMessage(List.of(), List.of(new MpUnreachNlri(family, some)), List.of()),
        false);
  }

  private List<PathAttribute> sendable(List<PathAttribute> attributes) {
    List<PathAttribute> all =
        new ArrayList<>(context.fourOctetAs() ? attributes : FourOctetAs.split(attributes));
    all.sort(Comparator.comparingInt(attribute -> attribute.type().value()));
    return all;
  }

  private List<UpdateMessage> pack(
      List<Nlri> nlri, Function<List<Nlri>, UpdateMessage> update, boolean announces) {
    int fixed = BgpCodec.HEADER_OCTETS + update.apply(List.of()).bodyLength(context);
    int room = context.maxOctets() - fixed - EXTENDED_LENGTH_OCTET;
    List<UpdateMessage> messages = new ArrayList<>();
    List<Nlri> some = new ArrayList<>();
    List<Nlri> unfit = new ArrayList<>();
    int taken = 0;
    for (Nlri given : nlri) {
      Nlri one = onTheWire(given);
      int octets = octets(one);
      if (octets > room) {
        unfit.add(one);
        continue;
      }
      if (taken + octets > room) {
        messages.add(update.apply(some));
        some = new ArrayList<>();
        taken = 0;
      }
      some.add(one);
      taken += octets;
    }
    if (!some.isEmpty()) {
      messages.add(update.apply(some));
    }
    if (announces && !unfit.isEmpty()) {
      messages.addAll(withdraw(unfit));
    }
    return messages;
  }

  /** With a path identifier exactly where it was agreed on (RFC 7911 section 3). */
  private Nlri onTheWire(Nlri nlri) {
    if (context.hasAddPath(family) == nlri.hasPathId()) {
      return nlri;
    }
    return nlri.hasPathId() ? new Nlri(nlri.prefix()) : new Nlri(nlri.prefix(), 0);
  }

  private static int octets(Nlri nlri) {
    return (nlri.hasPathId() ? 4 : 0) + 1 + (nlri.prefix().length() + 7) / 8;
  }
}
