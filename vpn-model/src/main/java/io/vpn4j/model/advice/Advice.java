package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.region.VpnRegion;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that a rule found.
 *
 * <p>The lists that the methods return are in the order of the codes, then of the subjects; the
 * same input gives the same list.
 *
 * @param code what kind of thing, with its severity, fix and source
 * @param subjects what it is about, at least one identifier: of resources as the EC2 API has them,
 *     of a tunnel {@code vpn-…_address}, or {@code vpn-…#1} if it has no address yet
 * @param message what was found, in one sentence without the secrets
 */
public record Advice(AdviceCode code, List<String> subjects, String message)
    implements Comparable<Advice> {
  private static final Comparator<Advice> ORDER =
      Comparator.comparing(Advice::code)
          .thenComparing(a -> String.join(" ", a.subjects()))
          .thenComparing(Advice::message);

  /**
   * @throws IllegalArgumentException if there is no subject
   */
  public Advice {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("subjects are none; one at least is wanted");
    }
  }

  /** All advice on a Region, that on each of its connections included. */
  public static List<Advice> on(VpnRegion region) {
    return RuleBook.onRegion(region);
  }

  /** All advice on a connection that can be given without knowing what is around it. */
  public static List<Advice> on(VpnConnection connection) {
    return RuleBook.onConnection(connection);
  }

  /** All advice on a device that is configured as the document says. */
  public static List<Advice> on(CustomerGatewayConfiguration document) {
    return RuleBook.onDocument(document);
  }

  /**
   * Where the two sides of a connection do not fit each other.
   *
   * @param connection the AWS side
   * @param device the configuration of the device's side; the order of its tunnels does not matter
   */
  public static List<Advice> between(
      VpnConnection connection, CustomerGatewayConfiguration device) {
    return RuleBook.onSides(new Sides(connection, device));
  }

  /** How much it matters. */
  public Severity severity() {
    return code.severity();
  }

  /** What to do, with the actions of the EC2 API that do it. */
  public String fix() {
    return code.fix();
  }

  /** Who says so: an RFC section, or a page of a user guide of AWS. */
  public String source() {
    return code.source();
  }

  @Override
  public int compareTo(Advice other) {
    return ORDER.compare(this, other);
  }

  /** One line: severity, code, subjects, message. */
  @Override
  public String toString() {
    return severity() + " " + code + " " + String.join(" ", subjects) + ": " + message;
  }
}
