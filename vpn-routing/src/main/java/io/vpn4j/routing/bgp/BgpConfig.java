package io.vpn4j.routing.bgp;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Capability;
import io.vpn4j.routing.bgp.message.FourOctetAs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.immutables.value.Value;

/** All that a session with one peer needs to know beforehand. */
@Value.Immutable
@BgpStyle
public abstract class BgpConfig {
  private static final int MAX_RESTART_SECONDS = 4095;
  private static final int MAX_HOLD_SECONDS = 65_535;

  BgpConfig() {}

  /** A builder; AS numbers of both sides and our identifier are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this configuration. */
  public Builder toBuilder() {
    return new Builder().from(this);
  }

  /** Our AS number; not 0 and not AS_TRANS (RFC 7607, RFC 6793). */
  public abstract AsNumber localAs();

  /** The AS number that the peer must have; not 0 and not AS_TRANS. */
  public abstract AsNumber peerAs();

  /** Our BGP identifier; not 0.0.0.0 (RFC 6286). */
  public abstract Ipv4Address bgpIdentifier();

  /** Families to exchange routes of. Default: IPv4 unicast. */
  @Value.Default
  public Set<AddressFamily> families() {
    return Set.of(AddressFamily.IPV4_UNICAST);
  }

  /** Whether to wait for the peer to open transports, and open none. Default: no. */
  @Value.Default
  public boolean passive() {
    return false;
  }

  /** How long to let the peer send its OPEN first; zero for not at all. Default: zero. */
  @Value.Default
  public Duration delayOpenTime() {
    return Duration.ZERO;
  }

  /**
   * After how long without a message the peer is gone: zero for never, or 3 to 65,535 seconds; the
   * peer may ask for less. Default: 30 seconds, as AWS has it.
   */
  @Value.Default
  public Duration holdTime() {
    return Duration.ofSeconds(30);
  }

  /**
   * How often to say that we live, but at least thrice a hold time. Default: 10 seconds, as AWS has
   * it.
   */
  @Value.Default
  public Duration keepaliveInterval() {
    return Duration.ofSeconds(10);
  }

  /** How long an attempt at a transport may take. Default: 120 seconds (RFC 4271 section 10). */
  @Value.Default
  public Duration connectRetryTime() {
    return Duration.ofMinutes(2);
  }

  /**
   * How long to wait after a failure before the next attempt; doubles with each failure in a row.
   * Default: 1 second.
   */
  @Value.Default
  public Duration idleHoldTime() {
    return Duration.ofSeconds(1);
  }

  /** The longest such wait; a session that lived as long starts afresh. Default: 120 seconds. */
  @Value.Default
  public Duration maxIdleHoldTime() {
    return Duration.ofMinutes(2);
  }

  /**
   * How long the peer may read nothing; zero for ever. Default: eight minutes (RFC 9687 section 6);
   * two hold times if that is more.
   */
  @Value.Default
  public Duration sendHoldTime() {
    return Duration.ofMinutes(8);
  }

  /** How many routes of a family the peer may announce. Default: no limit. */
  public abstract Map<AddressFamily, PrefixLimit> prefixLimits();

  /** Whether messages may be longer than 4,096 octets (RFC 8654). Default: yes. */
  @Value.Default
  public boolean extendedMessages() {
    return true;
  }

  /** Families whose routes the peer may announce several paths of (RFC 7911). Default: none. */
  @Value.Default
  public Set<AddressFamily> receiveAddPath() {
    return Set.of();
  }

  /** Families whose routes we may announce several paths of (RFC 7911). Default: none. */
  @Value.Default
  public Set<AddressFamily> sendAddPath() {
    return Set.of();
  }

  /** Families of IPv4 that may have IPv6 next hops (RFC 8950). Default: none. */
  @Value.Default
  public Set<AddressFamily> extendedNextHop() {
    return Set.of();
  }

  /**
   * For how long the peer shall keep our routes when the session is lost, up to 4,095 seconds (RFC
   * 4724, with RFC 8538); we then keep the peer's for as long as it says. Default: routes die with
   * the session.
   */
  public abstract Optional<Duration> gracefulRestartTime();

  /**
   * Whether we have restarted and kept forwarding meanwhile, so that the peer may take its routes
   * for good again. Counts with {@link #gracefulRestartTime}. Default: no.
   */
  @Value.Default
  public boolean restarted() {
    return false;
  }

  /**
   * How long stale routes of the peer may stay once it is back, if it does not say that it has sent
   * all (RFC 4724 section 4.2). Default: six minutes.
   */
  @Value.Default
  public Duration staleRoutesTime() {
    return Duration.ofMinutes(6);
  }

  /** Our role towards the peer (RFC 9234). Default: none is told. */
  public abstract Optional<Capability.Role> role();

  /** Whether a peer without a role is refused. Counts with {@link #role}. Default: no. */
  @Value.Default
  public boolean strictRole() {
    return false;
  }

  /**
   * How many hops the peer may be away, 1 to 254: packets that came further are not to be taken
   * (GTSM, RFC 5082). The owner sees to it, by {@link #minimumTtl}. Default: not looked at.
   */
  public abstract OptionalInt ttlSecurityHops();

  /** The lowest TTL that a packet of the peer may have, if that matters. */
  @Value.Derived
  public OptionalInt minimumTtl() {
    return ttlSecurityHops().isPresent()
        ? OptionalInt.of(256 - ttlSecurityHops().getAsInt())
        : OptionalInt.empty();
  }

  /** Whether both sides are of one AS. */
  public boolean isInternal() {
    return localAs().equals(peerAs());
  }

  /** Refuses what no session could work with. */
  @Value.Check
  protected void check() {
    requireUsable(localAs(), "localAs");
    requireUsable(peerAs(), "peerAs");
    if (bgpIdentifier().isUnspecified()) {
      throw new IllegalArgumentException("bgpIdentifier is 0.0.0.0");
    }
    for (AddressFamily family : families()) {
      if (!family.isPlainPrefix()) {
        throw new IllegalArgumentException("families has " + family + "; plain ones are allowed");
      }
    }
    if (families().isEmpty()) {
      throw new IllegalArgumentException("families is empty");
    }
    requireSome(families(), receiveAddPath(), "receiveAddPath");
    requireSome(families(), sendAddPath(), "sendAddPath");
    requireSome(families(), extendedNextHop(), "extendedNextHop");
    if (extendedNextHop().stream().anyMatch(AddressFamily::isIpv6)) {
      throw new IllegalArgumentException("extendedNextHop is for families of IPv4");
    }
    requireSeconds(holdTime(), 0, MAX_HOLD_SECONDS, "holdTime");
    if (holdTime().toSeconds() == 1 || holdTime().toSeconds() == 2) {
      throw new IllegalArgumentException("holdTime is " + holdTime() + "; 0 or 3 s and more");
    }
    requireSeconds(keepaliveInterval(), 1, MAX_HOLD_SECONDS, "keepaliveInterval");
    requireSeconds(connectRetryTime(), 1, MAX_HOLD_SECONDS, "connectRetryTime");
    requireSeconds(delayOpenTime(), 0, MAX_HOLD_SECONDS, "delayOpenTime");
    requireSeconds(idleHoldTime(), 1, MAX_HOLD_SECONDS, "idleHoldTime");
    requireSeconds(
        maxIdleHoldTime(), idleHoldTime().toSeconds(), MAX_HOLD_SECONDS, "maxIdleHoldTime");
    requireSeconds(staleRoutesTime(), 1, MAX_HOLD_SECONDS, "staleRoutesTime");
    requireSeconds(sendHoldTime(), 0, MAX_HOLD_SECONDS, "sendHoldTime");
    gracefulRestartTime()
        .ifPresent(time -> requireSeconds(time, 1, MAX_RESTART_SECONDS, "gracefulRestartTime"));
    if (ttlSecurityHops().isPresent()
        && (ttlSecurityHops().getAsInt() < 1 || ttlSecurityHops().getAsInt() > 254)) {
      throw new IllegalArgumentException(
          "ttlSecurityHops " + ttlSecurityHops().getAsInt() + " is not 1 to 254");
    }
  }

  private static void requireUsable(AsNumber number, String field) {
    if (number.value() == 0 || number.equals(FourOctetAs.AS_TRANS)) {
      throw new IllegalArgumentException(field + " " + number + " is reserved");
    }
  }

  private static void requireSome(
      Set<AddressFamily> families, Set<AddressFamily> some, String field) {
    if (!families.containsAll(some)) {
      throw new IllegalArgumentException(field + " " + some + " is not among families " + families);
    }
  }

  private static void requireSeconds(Duration value, long least, long most, String field) {
    if (value.compareTo(Duration.ofSeconds(least)) < 0
        || value.compareTo(Duration.ofSeconds(most)) > 0) {
      throw new IllegalArgumentException(
          field + " is " + value + "; " + least + " to " + most + " s are allowed");
    }
  }

  /** Builds a {@link BgpConfig}. */
  public static final class Builder extends ImmutableBgpConfig.Builder {
    Builder() {}
  }
}
