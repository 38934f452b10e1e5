package io.vpn4j.model.region;

import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;

/**
 * A VPC, as far as a VPN concerns it.
 *
 * @param vpcId {@code vpc-…}
 * @param cidrBlocks its prefixes, one at least; none overlaps another
 */
public record Vpc(String vpcId, List<IpPrefix> cidrBlocks) {
  /**
   * @throws IllegalArgumentException if the identifier is malformed, or the prefixes are none or
   *     overlap
   */
  public Vpc {
    ResourceType.VPC.check("vpcId", vpcId);
    cidrBlocks = List.copyOf(cidrBlocks);
    if (cidrBlocks.isEmpty()) {
      throw new IllegalArgumentException("cidrBlocks are none; one at least is wanted");
    }
    for (int i = 0; i < cidrBlocks.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (cidrBlocks.get(i).overlaps(cidrBlocks.get(j))) {
          throw new IllegalArgumentException(
              "cidrBlocks " + cidrBlocks.get(j) + " and " + cidrBlocks.get(i) + " overlap");
        }
      }
    }
  }

  /** Whether {@code address} is in one of the prefixes. */
  public boolean contains(IpAddress address) {
    return cidrBlocks.stream().anyMatch(block -> block.contains(address));
  }
}
