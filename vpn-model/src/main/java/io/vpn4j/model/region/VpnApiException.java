package io.vpn4j.model.region;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The service refuses an action: its error code, the field at fault, and what to do.
 *
 * <p>The message begins with the code. It never shows a pre-shared key.
 */
public final class VpnApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String field;

  /**
   * @param field the field of the request, as the EC2 API names it but with a small first letter
   * @param message what is wrong and what to do
   */
  VpnApiException(ErrorCode code, String field, String message) {
    super(code + ": " + message);
    this.code = Objects.requireNonNull(code);
    this.field = Objects.requireNonNull(field);
  }

  private VpnApiException(String field, IllegalArgumentException cause) {
    super(ErrorCode.INVALID_PARAMETER_VALUE + ": " + cause.getMessage(), cause);
    this.code = ErrorCode.INVALID_PARAMETER_VALUE;
    this.field = field;
  }

  /** The code. */
  public ErrorCode code() {
    return code;
  }

  /** The field of the request that is at fault, for example {@code vpnGatewayId}. */
  public String field() {
    return field;
  }

  /** Throws unless {@code holds}. */
  static void require(boolean holds, ErrorCode code, String field, String message) {
    if (!holds) {
      throw new VpnApiException(code, field, message);
    }
  }

  /**
   * The result of {@code action}; a rule of the types that it breaks becomes {@code
   * InvalidParameterValue}, because their messages begin with the field.
   */
  static <T> T translating(Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int end = 0;
      while (end < message.length() && Character.isJavaIdentifierPart(message.charAt(end))) {
        end++;
      }
      throw new VpnApiException(message.substring(0, end), e);
    }
  }
}
