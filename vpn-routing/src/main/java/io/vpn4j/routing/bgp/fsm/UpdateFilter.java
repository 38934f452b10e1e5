package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.FourOctetAs;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.MpUnreachNlri;
import io.vpn4j.routing.bgp.message.OpaqueMpReachNlri;
import io.vpn4j.routing.bgp.message.OpaqueMpUnreachNlri;
import io.vpn4j.routing.bgp.message.PathAttribute;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.util.List;
import java.util.Set;

/** What of an UPDATE the session agreed on, with AS numbers of four octets. */
final class UpdateFilter {
  private UpdateFilter() {}

  /** RFC 4760 section 7 lets us ignore a family that was not agreed on. */
  static UpdateMessage usable(UpdateMessage update, SessionInfo agreed) {
    Set<AddressFamily> families = agreed.families();
    List<PathAttribute> attributes = update.attributes();
    if (!agreed.receive().fourOctetAs()) {
      attributes = FourOctetAs.merge(attributes);
    }
    boolean ipv4 = families.contains(AddressFamily.IPV4_UNICAST);
    if (!attributes.stream().allMatch(attribute -> isAgreed(attribute, families))) {
      attributes = attributes.stream().filter(a -> isAgreed(a, families)).toList();
    } else if (ipv4 && agreed.receive().fourOctetAs()) {
      return update;
    }
    return ipv4
        ? new UpdateMessage(update.withdrawn(), attributes, update.nlri())
        : new UpdateMessage(List.of(), attributes, List.of());
  }

  private static boolean isAgreed(PathAttribute attribute, Set<AddressFamily> families) {
    if (attribute instanceof MpReachNlri reach) {
      return families.contains(reach.family());
    }
    if (attribute instanceof MpUnreachNlri unreach) {
      return families.contains(unreach.family());
    }
    return !(attribute instanceof OpaqueMpReachNlri) && !(attribute instanceof OpaqueMpUnreachNlri);
  }

  /** Whether there is no route in it. */
  static boolean isEmpty(UpdateMessage update) {
    return update.withdrawn().isEmpty()
        && update.nlri().isEmpty()
        && update.attributes().stream()
            .noneMatch(a -> a instanceof MpReachNlri || a instanceof MpUnreachNlri);
  }
}
