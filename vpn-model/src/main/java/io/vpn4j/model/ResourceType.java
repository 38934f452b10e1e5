package io.vpn4j.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of resource, known by the prefix of its identifiers.
 *
 * <p>AWS appends 8 hexadecimal digits (old resources) or 17 (current ones). Identifiers are plain
 * strings here, as in the AWS SDK, and every type of this package checks them: the right prefix,
 * then 1 to 32 of {@code a-z 0-9 -}, beginning and ending with a letter or digit. That is wider
 * than AWS on purpose, so that a test or a plan may say {@code vgw-old} and {@code vpc-1}; {@link
 * #isAwsForm} tells the difference. A {@code tgw-attach-} identifier is never taken for a {@code
 * tgw-} one.
 */
public enum ResourceType {
  /** A virtual private gateway. */
  VPN_GATEWAY("vgw-"),
  /** A customer gateway. */
  CUSTOMER_GATEWAY("cgw-"),
  /** A Site-to-Site VPN connection. */
  VPN_CONNECTION("vpn-"),
  /** A transit gateway. */
  TRANSIT_GATEWAY("tgw-"),
  /** An attachment to a transit gateway. */
  TRANSIT_GATEWAY_ATTACHMENT("tgw-attach-"),
  /** A route table of a transit gateway. */
  TRANSIT_GATEWAY_ROUTE_TABLE("tgw-rtb-"),
  /** A route table of a VPC. */
  ROUTE_TABLE("rtb-"),
  /** A VPC. */
  VPC("vpc-");

  private static final Pattern ACCEPTED = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern AWS_FORM = Pattern.compile("[0-9a-f]{8}([0-9a-f]{9})?");

  private final String prefix;

  ResourceType(String prefix) {
    this.prefix = prefix;
  }

  /** The type whose prefix {@code id} has; the longest one counts. */
  public static Optional<ResourceType> ofId(String id) {
    return Arrays.stream(values())
        .filter(type -> id.startsWith(type.prefix))
        .max(Comparator.comparingInt(type -> type.prefix.length()));
  }

  /** The prefix, with its hyphen. */
  public String prefix() {
    return prefix;
  }

  /** Whether {@code id} is of this type by the rule above. */
  public boolean accepts(String id) {
    return ofId(id).filter(type -> type == this).isPresent()
        && ACCEPTED.matcher(id.substring(prefix.length())).matches();
  }

  /** Whether {@code id} is of this type with 8 or 17 hexadecimal digits, as AWS makes them. */
  public boolean isAwsForm(String id) {
    return id.startsWith(prefix) && AWS_FORM.matcher(id.substring(prefix.length())).matches();
  }

  /**
   * Returns {@code id} if this type {@link #accepts} it.
   *
   * @param field the name that the message gives it
   * @throws IllegalArgumentException if not
   */
  public String check(String field, String id) {
    if (!accepts(id)) {
      throw new IllegalArgumentException(
          field
              + " '"
              + id
              + "' is not "
              + prefix
              + " and 8 or 17 hexadecimal digits (1 to 32 of a-z 0-9 - are accepted)");
    }
    return id;
  }
}
