package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpOutput.PrefixWarning;
import io.vpn4j.routing.bgp.PrefixLimit;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.MpUnreachNlri;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The routes that the peer has announced, of families with a limit. A repeated route counts once,
 * so they are remembered; the limit bounds how many.
 */
final class PrefixCount {
  private final Map<AddressFamily, PrefixLimit> limits;
  private final Map<AddressFamily, Set<Nlri>> announced = new HashMap<>();
  private final Set<AddressFamily> warned = new HashSet<>();

  PrefixCount(Map<AddressFamily, PrefixLimit> limits) {
    this.limits = limits;
  }

  /** Counts; returns the family with too many routes, if there is one. */
  Optional<AddressFamily> add(UpdateMessage update, Consumer<PrefixWarning> warnings) {
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    withdraw(AddressFamily.IPV4_UNICAST, update.withdrawn());
    for (var attribute : update.attributes()) {
      if (attribute instanceof MpUnreachNlri unreach) {
        withdraw(unreach.family(), unreach.withdrawn());
      }
    }
    boolean tooMany = announce(AddressFamily.IPV4_UNICAST, update.nlri(), warnings);
    if (tooMany) {
      return Optional.of(AddressFamily.IPV4_UNICAST);
    }
    for (var attribute : update.attributes()) {
      if (attribute instanceof MpReachNlri reach
          && announce(reach.family(), reach.nlri(), warnings)) {
        return Optional.of(reach.family());
      }
    }
    return Optional.empty();
  }

  private void withdraw(AddressFamily family, List<Nlri> all) {
    Set<Nlri> known = announced.get(family);
    if (known != null) {
      all.forEach(known::remove);
    }
  }

  private boolean announce(AddressFamily family, List<Nlri> all, Consumer<PrefixWarning> warnings) {
    PrefixLimit limit = limits.get(family);
    if (limit == null) {
      return false;
    }
    Set<Nlri> known = announced.computeIfAbsent(family, f -> new HashSet<>());
    for (Nlri nlri : all) {
      known.add(nlri);
      if (known.size() > limit.maximum()) {
        return true;
      }
      if (known.size() >= limit.warningCount() && warned.add(family)) {
        warnings.accept(new PrefixWarning(family, known.size(), limit));
      }
    }
    return false;
  }
}
