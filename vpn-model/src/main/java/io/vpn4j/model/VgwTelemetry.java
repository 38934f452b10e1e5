package io.vpn4j.model;

import io.vpn4j.model.net.IpAddress;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What AWS reports of one tunnel, known by its outside address.
 *
 * <p>The factory methods give the status, text and count that the service gives, so that a program
 * which reads them need not know who wrote them. The empty text that old descriptions of static
 * connections have is accepted, but never made.
 */
@Value.Immutable
@ModelStyle
public interface VgwTelemetry {
  /** StatusMessage of a tunnel without IPsec. */
  String IPSEC_IS_DOWN = "IPSEC IS DOWN";

  /** StatusMessage of a tunnel with IPsec, on a BGP connection while its session is not up. */
  String IPSEC_IS_UP = "IPSEC IS UP";

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * A tunnel of a static connection: {@code UP} and {@code IPSEC IS UP}, or {@code DOWN} and {@code
   * IPSEC IS DOWN}.
   *
   * @param staticRoutes number of static routes of the connection; reported also while down
   */
  static VgwTelemetry ofStaticTunnel(
      IpAddress outsideIpAddress, boolean ipsecUp, int staticRoutes, Instant lastStatusChange) {
    return of(
        outsideIpAddress,
        ipsecUp ? TelemetryStatus.UP : TelemetryStatus.DOWN,
        ipsecUp ? IPSEC_IS_UP : IPSEC_IS_DOWN,
        staticRoutes,
        lastStatusChange);
  }

  /** A tunnel of a BGP connection without IPsec: {@code DOWN}, {@code IPSEC IS DOWN}, no routes. */
  static VgwTelemetry ofBgpTunnelDown(IpAddress outsideIpAddress, Instant lastStatusChange) {
    return of(outsideIpAddress, TelemetryStatus.DOWN, IPSEC_IS_DOWN, 0, lastStatusChange);
  }

  /**
   * A tunnel of a BGP connection with IPsec whose session is not established: {@code DOWN}, {@code
   * IPSEC IS UP}, no routes.
   */
  static VgwTelemetry ofBgpTunnelWithoutSession(
      IpAddress outsideIpAddress, Instant lastStatusChange) {
    return of(outsideIpAddress, TelemetryStatus.DOWN, IPSEC_IS_UP, 0, lastStatusChange);
  }

  /**
   * A tunnel of a BGP connection whose session is established: {@code UP}, {@code N BGP ROUTES}.
   *
   * @param acceptedRoutes prefixes accepted from the device, maybe 0
   */
  static VgwTelemetry ofBgpTunnel(
      IpAddress outsideIpAddress, int acceptedRoutes, Instant lastStatusChange) {
    return of(
        outsideIpAddress,
        TelemetryStatus.UP,
        acceptedRoutes + " BGP ROUTES",
        acceptedRoutes,
        lastStatusChange);
  }

  private static VgwTelemetry of(
      IpAddress outsideIpAddress,
      TelemetryStatus status,
      String statusMessage,
      int acceptedRouteCount,
      Instant lastStatusChange) {
    return builder()
        .outsideIpAddress(outsideIpAddress)
        .status(status)
        .statusMessage(statusMessage)
        .acceptedRouteCount(acceptedRouteCount)
        .lastStatusChange(lastStatusChange)
        .build();
  }

  /** The Amazon side's outside address of the tunnel. */
  IpAddress outsideIpAddress();

  /** Whether the tunnel carries traffic; with BGP, only when the session is established. */
  TelemetryStatus status();

  /** The text beside the status; may be empty. */
  @Value.Default
  default String statusMessage() {
    return "";
  }

  /** With BGP the prefixes accepted, 0 when down; else the static routes, also while down. */
  @Value.Default
  default int acceptedRouteCount() {
    return 0;
  }

  /** When IKE, IPsec or BGP last changed its status; absent if never. */
  Optional<Instant> lastStatusChange();

  /** The certificate of the AWS side's endpoint; absent with pre-shared keys. */
  Optional<String> certificateArn();

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    Rules.range("acceptedRouteCount", acceptedRouteCount(), 0, Integer.MAX_VALUE);
    certificateArn().ifPresent(arn -> Rules.arn("certificateArn", arn));
  }

  /** Builds a {@link VgwTelemetry}. */
  final class Builder extends ImmutableVgwTelemetry.Builder {
    Builder() {}

    /** The outside address in text. */
    public Builder outsideIpAddress(String address) {
      return outsideIpAddress(IpAddress.of(address));
    }
  }
}
