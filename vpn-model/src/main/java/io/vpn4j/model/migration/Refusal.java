package io.vpn4j.model.migration;

import java.io.Serializable;

/**
 * One reason why there is no plan, or why it cannot go on.
 *
 * @param reason which one
 * @param resourceId what it is about
 * @param message what is wrong and what to do
 */
public record Refusal(Reason reason, String resourceId, String message) implements Serializable {
  /** Why a Region does not fit a procedure. */
  public enum Reason {
    /** No such gateway, connection or VPC, or it is deleted. */
    NOT_FOUND,
    /** Something is pending, attaching, modifying or deleting. */
    NOT_SETTLED,
    /** The virtual private gateway is attached to no VPC. */
    NOT_ATTACHED,
    /** No AWS Classic VPN connection is on the virtual private gateway. */
    NO_CLASSIC_CONNECTION,
    /** AWS VPN connections are among the Classic ones. */
    CATEGORIES_MIXED,
    /** A Classic connection cannot change its target. */
    CLASSIC_CONNECTION,
    /** The new Amazon side's AS number is not a private one. */
    AMAZON_SIDE_ASN_NOT_PRIVATE,
    /** The new Amazon side would have the AS number of the device: no external BGP. */
    AMAZON_SIDE_ASN_OF_DEVICE,
    /** The quota leaves no room for another virtual private gateway. */
    VPN_GATEWAY_QUOTA,
    /** The quota leaves no room for the new connections. */
    VPN_CONNECTION_QUOTA,
    /** The test VPC has a virtual private gateway already. */
    TEST_VPC_IN_USE,
    /** A resource of that name exists, and another was to be created. */
    NAME_IN_USE,
    /** No private virtual interface carries what the connections carry. */
    DIRECT_CONNECT_DOES_NOT_CARRY,
    /** The target is the present one. */
    SAME_TARGET,
    /** The connections are on different gateways. */
    DIFFERENT_GATEWAYS,
    /** Something else is on the virtual private gateway and would lose the VPC. */
    OTHERS_ON_GATEWAY,
    /** A virtual private gateway serves one VPC, and several VPCs, or another one, need it. */
    OTHER_VPC,
    /** The VPC has a virtual private gateway that is neither the old target nor the new. */
    VPC_HAS_GATEWAY,
    /** A route to be moved also leads to what stays. */
    ROUTE_SHARED,
    /** The transit gateway has no default route table to put routes into. */
    NO_DEFAULT_ROUTE_TABLE,
    /** A precondition of a step does not hold. */
    PRECONDITION,
    /** The service refuses an action of a step. */
    SERVICE_REFUSES,
    /** A prefix that is reached before would not be reached after the last step. */
    NOT_RESTORED,
    /** A prefix would be unreachable in a procedure that promises no interruption. */
    INTERRUPTED
  }

  /** The reason, the resource and the message. */
  @Override
  public String toString() {
    return reason + " " + resourceId + ": " + message;
  }
}
