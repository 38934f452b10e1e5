package io.vpn4j.model.aws;

import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.Ipv4Address;
import java.util.function.Consumer;
import org.immutables.value.Value;

/** Element {@code ipsec_tunnel}: one of the two tunnels of a connection, as the device sees it. */
@Value.Immutable
@DocumentStyle
public interface Tunnel {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Element {@code customer_gateway}: the customer's end. */
  TunnelEndpoint customerGateway();

  /** Element {@code vpn_gateway}: the Amazon end, also where the target is a transit gateway. */
  TunnelEndpoint vpnGateway();

  /** Element {@code ike}: phase 1 and the secret. */
  IkeProposal ike();

  /** Element {@code ipsec}: phase 2. */
  IpsecProposal ipsec();

  /** The /30 that holds both inside addresses. */
  default InsideCidr insideCidr() {
    return InsideCidr.containing(vpnGateway().insideAddress());
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules between the two ends and between the two phases. */
  @Value.Check
  default void check() {
    checkInside();
    RuleViolation.unless(
        !customerGateway().outsideAddress().equals(vpnGateway().outsideAddress()),
        "vpn_gateway/tunnel_outside_address/ip_address",
        vpnGateway().outsideAddress() + ", which is the customer gateway's too",
        "the Amazon side's own address");
    RuleViolation.unless(
        customerGateway().outsideAddress().isIpv4() == vpnGateway().outsideAddress().isIpv4(),
        "vpn_gateway/tunnel_outside_address/ip_address",
        vpnGateway().outsideAddress() + " with " + customerGateway().outsideAddress(),
        "outside addresses of one IP version");
    RuleViolation.unless(
        customerGateway().bgp().isPresent() == vpnGateway().bgp().isPresent(),
        (customerGateway().bgp().isPresent() ? "vpn_gateway" : "customer_gateway") + "/bgp",
        "none, but there is one at the other end",
        "bgp at both ends, or at neither with static routing");
    RuleViolation.unless(
        ipsec().lifetimeSeconds() < ike().lifetimeSeconds(),
        "ipsec/lifetime",
        ipsec().lifetimeSeconds(),
        "less than ike/lifetime " + ike().lifetimeSeconds());
  }

  private void checkInside() {
    Ipv4Address customer = customerGateway().insideAddress();
    Ipv4Address amazon = vpnGateway().insideAddress();
    InsideCidr cidr;
    try {
      cidr = InsideCidr.containing(amazon);
    } catch (IllegalArgumentException e) {
      throw new RuleViolation(
          "vpn_gateway/tunnel_inside_address/ip_address",
          amazon.toString(),
          "an address in a /30 that AWS may assign: " + e.getMessage());
    }
    RuleViolation.unless(
        cidr.contains(customer),
        "customer_gateway/tunnel_inside_address/ip_address",
        customer + ", which is not in " + cidr + " of the Amazon side's " + amazon,
        cidr.customerSideAddress() + ": both inside addresses lie in one /30");
    RuleViolation.unless(
        !(customer.equals(cidr.amazonSideAddress()) && amazon.equals(cidr.customerSideAddress())),
        "customer_gateway/tunnel_inside_address/ip_address",
        customer + " with " + amazon + " at vpn_gateway: the two are swapped",
        cidr.customerSideAddress() + " here, as AWS takes the first usable address of " + cidr);
    RuleViolation.unless(
        amazon.equals(cidr.amazonSideAddress()),
        "vpn_gateway/tunnel_inside_address/ip_address",
        amazon,
        cidr.amazonSideAddress() + ", the first usable address of " + cidr);
    RuleViolation.unless(
        customer.equals(cidr.customerSideAddress()),
        "customer_gateway/tunnel_inside_address/ip_address",
        customer,
        cidr.customerSideAddress() + ", the second usable address of " + cidr);
  }

  /** Builds a {@link Tunnel}. */
  final class Builder extends ImmutableTunnel.Builder {
    Builder() {}

    /** Sets phase 1 and the secret. */
    public Builder ike(Consumer<IkeProposal.Builder> ike) {
      IkeProposal.Builder builder = IkeProposal.builder();
      ike.accept(builder);
      return ike(builder.build());
    }

    /** Sets phase 2. */
    public Builder ipsec(Consumer<IpsecProposal.Builder> ipsec) {
      IpsecProposal.Builder builder = IpsecProposal.builder();
      ipsec.accept(builder);
      return ipsec(builder.build());
    }
  }
}
