package io.vpn4j.model;

import io.vpn4j.model.net.AsNumber;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The AS numbers that AWS itself uses, by Region, and what follows for its customers. */
public final class RegionAsNumbers {
  /** AmazonSideAsn of a gateway made without one since 2018-07-01: 64512. */
  public static final AsNumber DEFAULT_AMAZON_SIDE_ASN = AsNumber.of(64_512);

  /** The number that no customer gateway may have, in any Region: 7224. */
  public static final AsNumber RESERVED_EVERYWHERE = AsNumber.of(7_224);

  private static final Map<String, AsNumber> LEGACY =
      Map.of(
          "ap-southeast-1", AsNumber.of(17_493),
          "ap-northeast-1", AsNumber.of(10_124),
          "eu-west-1", AsNumber.of(9_059));
  // The customer gateway page prints 17943 where the gateway page has 17493, Amazon's real number;
  // a device with either would not come up for one of two readers, so both are reserved.
  private static final AsNumber SINGAPORE_AS_PRINTED = AsNumber.of(17_943);

  private RegionAsNumbers() {}

  /**
   * AmazonSideAsn of a virtual private gateway made without one until 2018-06-30: 17493 in
   * ap-southeast-1, 10124 in ap-northeast-1, 9059 in eu-west-1, 7224 elsewhere.
   *
   * @param region the code of the Region, for example {@code eu-west-1}
   */
  public static AsNumber legacyAmazonSideAsn(String region) {
    return LEGACY.getOrDefault(region, RESERVED_EVERYWHERE);
  }

  /** Whether {@code asn} is the default of old virtual private gateways in some Region. */
  public static boolean isLegacyAmazonSideAsn(AsNumber asn) {
    Collection<AsNumber> regional = LEGACY.values();
    return asn.equals(RESERVED_EVERYWHERE) || regional.contains(asn);
  }

  /**
   * The numbers that a customer gateway in {@code region} may not have.
   *
   * @param region the code of the Region, for example {@code eu-west-1}
   */
  public static Set<AsNumber> reservedIn(String region) {
    if (!LEGACY.containsKey(region)) {
      return Set.of(RESERVED_EVERYWHERE);
    }
    AsNumber regional = LEGACY.get(region);
    return region.equals("ap-southeast-1")
        ? Set.of(RESERVED_EVERYWHERE, regional, SINGAPORE_AS_PRINTED)
        : Set.of(RESERVED_EVERYWHERE, regional);
  }
}
