package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;

/**
 * CLUSTER_LIST: the route reflectors that a route went through, the nearest first (RFC 4456 section
 * 8).
 *
 * @param octets four octets for each cluster; at least one cluster
 */
public record ClusterList(Octets octets) implements PathAttribute {
  private static final int ITEM_OCTETS = 4;

  /**
   * @throws IllegalArgumentException unless the octets are one or more whole identifiers
   */
  public ClusterList {
    FixedItems.require("CLUSTER_LIST", octets, ITEM_OCTETS);
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no cluster
   */
  public static ClusterList of(List<Ipv4Address> clusters) {
    return new ClusterList(
        FixedItems.encode(
            clusters, ITEM_OCTETS, (cluster, out) -> out.u32(cluster.value() & 0xffff_ffffL)));
  }

  static ClusterList decode(WireReader in) throws MalformedMessageException {
    return new ClusterList(FixedItems.decode("CLUSTER_LIST", in, ITEM_OCTETS));
  }

  /** How many clusters there are, at least 1. */
  public int size() {
    return octets.length() / ITEM_OCTETS;
  }

  /** The clusters, the nearest first. */
  public List<Ipv4Address> list() {
    return FixedItems.list(
        size(), i -> new Ipv4Address((int) FixedItems.u32(octets, i * ITEM_OCTETS)));
  }

  @Override
  public AttributeType type() {
    return AttributeType.CLUSTER_LIST;
  }

  @Override
  public int flags() {
    return AttributeFlags.OPTIONAL_NON_TRANSITIVE;
  }

  @Override
  public int valueLength(CodecContext context) {
    return octets.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.octets(octets);
  }
}
