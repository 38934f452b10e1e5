package io.vpn4j.model.region;

/** How a route came into a route table of a VPC. */
public enum RouteOrigin {
  /** With the table: the local route. */
  CREATE_ROUTE_TABLE("CreateRouteTable"),
  /** By hand. */
  CREATE_ROUTE("CreateRoute"),
  /** Propagated by the attached virtual private gateway. */
  ENABLE_VGW_ROUTE_PROPAGATION("EnableVgwRoutePropagation");

  private final String text;

  RouteOrigin(String text) {
    this.text = text;
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
