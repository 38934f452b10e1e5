package io.vpn4j.model;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * LogOptions.CloudWatchLogOptions of a tunnel: two independent switches, for tunnel activity and
 * for BGP.
 *
 * <p>The switches are always described; what was not set beside them is absent.
 */
@Value.Immutable
@ModelStyle
public interface CloudWatchLogOptions {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Both logs off. */
  static CloudWatchLogOptions off() {
    return builder().build();
  }

  /** Whether tunnel activity is logged; default off. */
  @Value.Default
  default boolean logEnabled() {
    return false;
  }

  /** The log group for tunnel activity. */
  Optional<String> logGroupArn();

  /** The form of tunnel activity records, if set; {@code json} is in force if not. */
  Optional<LogOutputFormat> logOutputFormat();

  /** Whether BGP is logged; default off. Only connections with BGP have such a log. */
  @Value.Default
  default boolean bgpLogEnabled() {
    return false;
  }

  /** The log group for BGP. */
  Optional<String> bgpLogGroupArn();

  /** The form of BGP records, if set; {@code json} is in force if not. */
  Optional<LogOutputFormat> bgpLogOutputFormat();

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    logGroupArn().ifPresent(arn -> Rules.arn("logGroupArn", arn));
    bgpLogGroupArn().ifPresent(arn -> Rules.arn("bgpLogGroupArn", arn));
  }

  /** Builds {@link CloudWatchLogOptions}. */
  final class Builder extends ImmutableCloudWatchLogOptions.Builder {
    Builder() {}
  }
}
