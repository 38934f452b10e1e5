package io.vpn4j.ike;

import io.vpn4j.model.secret.SecretAccess;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a data plane that does as {@link IkeOutput} says has installed, on one side: which ESP SAs
 * open packets, and which one seals them.
 */
final class EspLedger {
  /** One pair of SAs. */
  private static final class Pair {
    final ChildSa child;
    final byte[] inbound;
    final byte[] outbound;
    final Optional<EspSpi> replaces;
    boolean usable;

    Pair(IkeOutput.ChildSaUp up) {
      this.child = up.child();
      this.inbound = up.child().keys().inbound(SecretAccess.grant());
      this.outbound = up.child().keys().outbound(SecretAccess.grant());
      this.replaces = up.replaces();
      this.usable = up.sendNow();
    }
  }

  private final Map<EspSpi, Pair> pairs = new LinkedHashMap<>();
  private int ups;

  void take(List<IkeOutput> outputs) {
    outputs.forEach(this::take);
  }

  void take(IkeOutput output) {
    if (output instanceof IkeOutput.ChildSaUp up) {
      ups++;
      if (pairs.put(up.child().inboundSpi(), new Pair(up)) != null) {
        throw new AssertionError("installed twice: " + up.child().inboundSpi());
      }
    } else if (output instanceof IkeOutput.ChildSaDown down) {
      if (pairs.remove(down.inboundSpi()) == null) {
        throw new AssertionError("not installed: " + down.inboundSpi());
      }
    }
  }

  /** How many pairs have come up in all. */
  int ups() {
    return ups;
  }

  int installed() {
    return pairs.size();
  }

  List<EspSpi> inboundSpis() {
    return List.copyOf(pairs.keySet());
  }

  private Optional<Pair> sending() {
    Optional<Pair> newest = Optional.empty();
    for (Pair pair : pairs.values()) {
      boolean oldGone = pair.replaces.filter(pairs::containsKey).isEmpty();
      if (pair.usable || oldGone) {
        newest = Optional.of(pair);
      }
    }
    return newest;
  }

  /** What would become of a packet that this side seals now, at once at the other. */
  String packetTo(EspLedger other) {
    Optional<Pair> mine = sending();
    if (mine.isEmpty()) {
      return "nothing to send with";
    }
    Pair theirs =
        other.pairs.values().stream()
            .filter(p -> p.child.inboundSpi().equals(mine.get().child.outboundSpi()))
            .findFirst()
            .orElse(null);
    if (theirs == null) {
      return "no inbound SA " + mine.get().child.outboundSpi();
    }
    // A packet on the new pair shows that the peer has it.
    theirs.usable = true;
    return Arrays.equals(theirs.inbound, mine.get().outbound) ? "opened" : "other keys";
  }

  /** The outbound SPIs, which the other side must have as inbound ones. */
  boolean mirrors(EspLedger other) {
    return pairs.size() == other.pairs.size()
        && pairs.values().stream().allMatch(p -> other.pairs.containsKey(p.child.outboundSpi()));
  }
}
