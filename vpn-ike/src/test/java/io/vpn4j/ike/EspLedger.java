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

    Pair(Pair other) {
      this.child = other.child;
      this.inbound = other.inbound;
      this.outbound = other.outbound;
      this.replaces = other.replaces;
      this.usable = other.usable;
    }

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

  EspLedger copy() {
    EspLedger copy = new EspLedger();
    pairs.forEach((spi, pair) -> copy.pairs.put(spi, new Pair(pair)));
    copy.ups = ups;
    return copy;
  }

  /** What decides about packets from now on. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    pairs.forEach(
        (spi, p) ->
            text.append(spi)
                .append(p.child.outboundSpi())
                .append(p.replaces)
                .append(p.usable)
                .append(Arrays.hashCode(p.inbound))
                .append(Arrays.hashCode(p.outbound)));
    return text.toString();
  }

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

  /** What would become of a packet that this side sealed now, at once at the other. */
  String wouldBecomeAt(EspLedger other) {
    Optional<Pair> mine = sending();
    if (mine.isEmpty()) {
      return "nothing to send with";
    }
    return mine.flatMap(m -> other.pairOf(m.child.outboundSpi()))
        .map(theirs -> Arrays.equals(theirs.inbound, mine.get().outbound) ? "opened" : "other keys")
        .orElseGet(() -> "no inbound SA " + mine.get().child.outboundSpi());
  }

  /** What becomes of a packet that this side seals now, at once at the other. */
  String packetTo(EspLedger other) {
    // A packet on the new pair shows that the peer has it.
    sending()
        .flatMap(mine -> other.pairOf(mine.child.outboundSpi()))
        .ifPresent(theirs -> theirs.usable = true);
    return wouldBecomeAt(other);
  }

  /** Whether a packet to {@code other} would tell it what it does not know. */
  boolean wouldConfirmTo(EspLedger other) {
    return sending()
        .flatMap(mine -> other.pairOf(mine.child.outboundSpi()))
        .filter(theirs -> !theirs.usable)
        .isPresent();
  }

  private Optional<Pair> pairOf(EspSpi inboundSpi) {
    return Optional.ofNullable(pairs.get(inboundSpi));
  }

  /** The outbound SPIs, which the other side must have as inbound ones. */
  boolean mirrors(EspLedger other) {
    return pairs.size() == other.pairs.size()
        && pairs.values().stream().allMatch(p -> other.pairs.containsKey(p.child.outboundSpi()));
  }
}
