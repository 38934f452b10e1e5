package io.vpn4j.model.migration;

/**
 * What becomes of the routes in a VPC's route table when a connection gets another target: the
 * table that the user guide has of it, one constant of each row.
 */
public enum RouteTableRule {
  /** Propagated routes vanish; a route to the transit gateway is added. */
  VGW_PROPAGATED_TO_TGW(Kind.VGW_PROPAGATED, Kind.TGW, Change.ADD),
  /** The new gateway propagates instead. */
  VGW_PROPAGATED_TO_VGW_PROPAGATED(Kind.VGW_PROPAGATED, Kind.VGW_PROPAGATED, Change.NOTHING),
  /** A route to the new gateway is added. */
  VGW_PROPAGATED_TO_VGW_STATIC(Kind.VGW_PROPAGATED, Kind.VGW_STATIC, Change.ADD),
  /** The route is led to the transit gateway. */
  VGW_STATIC_TO_TGW(Kind.VGW_STATIC, Kind.TGW, Change.REPOINT),
  /** The route is led to the new gateway. */
  VGW_STATIC_TO_VGW_STATIC(Kind.VGW_STATIC, Kind.VGW_STATIC, Change.REPOINT),
  /** The route is deleted, as the new gateway propagates one. */
  VGW_STATIC_TO_VGW_PROPAGATED(Kind.VGW_STATIC, Kind.VGW_PROPAGATED, Change.DELETE),
  /** The route is led to the virtual private gateway. */
  TGW_TO_VGW_STATIC(Kind.TGW, Kind.VGW_STATIC, Change.REPOINT),
  /** The route is deleted, as the virtual private gateway propagates one. */
  TGW_TO_VGW_PROPAGATED(Kind.TGW, Kind.VGW_PROPAGATED, Change.DELETE),
  /** The route is led to the new transit gateway. */
  TGW_TO_TGW(Kind.TGW, Kind.TGW, Change.REPOINT);

  /** How a route table leads to a gateway. */
  public enum Kind {
    /** By routes that a virtual private gateway propagates. */
    VGW_PROPAGATED,
    /** By routes to a virtual private gateway that were made by hand. */
    VGW_STATIC,
    /** By routes to a transit gateway, which propagates none into a VPC. */
    TGW
  }

  /** What is done with routes made by hand. */
  public enum Change {
    /** Nothing. */
    NOTHING,
    /** CreateRoute. */
    ADD,
    /** ReplaceRoute. */
    REPOINT,
    /** DeleteRoute. */
    DELETE
  }

  private final Kind from;
  private final Kind to;
  private final Change change;

  RouteTableRule(Kind from, Kind to, Change change) {
    this.from = from;
    this.to = to;
    this.change = change;
  }

  /** The row for a route table that leads to the old target by one kind, and to the new by one. */
  public static RouteTableRule of(Kind from, Kind to) {
    for (RouteTableRule rule : values()) {
      if (rule.from == from && rule.to == to) {
        return rule;
      }
    }
    throw new IllegalStateException("no row from " + from + " to " + to);
  }

  /** What is done. */
  public Change change() {
    return change;
  }
}
