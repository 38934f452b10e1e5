package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import java.util.function.Supplier;

/** What requests carry, or the service's error for it. */
final class Requests {
  private Requests() {}

  /** The request that {@code build} builds; what it lacks is a MissingParameter. */
  static <T> T built(Supplier<T> build) {
    try {
      return build.get();
    } catch (IllegalStateException e) { // Immutables: a mandatory attribute was not set
      String message = String.valueOf(e.getMessage());
      int open = message.lastIndexOf('[');
      String field = message.substring(open + 1).replace("]", "");
      throw new VpnApiException(
          ErrorCode.MISSING_PARAMETER, field, "The request must contain the parameter " + field);
    }
  }

  /** The prefix in {@code text}. */
  static IpPrefix prefix(String text) {
    try {
      return IpPrefix.of(text);
    } catch (IllegalArgumentException e) {
      throw new VpnApiException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "destinationCidrBlock",
          "destinationCidrBlock " + e.getMessage());
    }
  }
}
