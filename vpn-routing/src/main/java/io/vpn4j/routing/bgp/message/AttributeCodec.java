package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;

/** Which record an attribute type has, and which flags it must have. */
final class AttributeCodec {
  private static final int NOT_TYPED = -1;
  private static final int CATEGORY = AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE;

  private AttributeCodec() {}

  /** Whether the type has a record of its own. */
  static boolean isTyped(AttributeType type) {
    return category(type.value()) != NOT_TYPED;
  }

  /** Whether the Optional and Transitive bits are those of the type (RFC 7606 section 3 c). */
  static boolean flagsConflict(int type, int flags) {
    int category = category(type);
    return category != NOT_TYPED && (flags & CATEGORY) != category;
  }

  private static int category(int type) {
    return switch (type) {
      case 1, 2, 3, 5, 6 -> AttributeFlags.WELL_KNOWN;
      case 4, 9, 10, 14, 15, 26 -> AttributeFlags.OPTIONAL_NON_TRANSITIVE;
      case 7, 8, 16, 17, 18, 25, 32, 35 -> AttributeFlags.OPTIONAL_TRANSITIVE;
      default -> NOT_TYPED;
    };
  }

  /** The attribute in {@code in}, which holds its value and nothing else. */
  static PathAttribute decode(int flags, int type, WireReader in, CodecContext context)
      throws MalformedMessageException {
    return switch (type) {
      case 1 -> Origin.decode(in);
      case 2 -> AsPath.decode(in, context);
      case 3 -> NextHop.decode(in);
      case 4 -> MultiExitDisc.decode(in);
      case 5 -> LocalPref.decode(in);
      case 6 -> AtomicAggregate.decode(in);
      case 7 -> Aggregator.decode(flags, in, context);
      case 8 -> Communities.decode(flags, in);
      case 9 -> OriginatorId.decode(in);
      case 10 -> ClusterList.decode(in);
      case 14 -> MpReachNlri.decode(in, context);
      case 15 -> MpUnreachNlri.decode(in, context);
      case 16 -> ExtendedCommunities.decode(flags, in);
      case 17 -> As4Path.decode(flags, in);
      case 18 -> As4Aggregator.decode(flags, in);
      case 25 -> Ipv6ExtendedCommunities.decode(flags, in);
      case 26 -> Aigp.decode(in);
      case 32 -> LargeCommunities.decode(flags, in);
      case 35 -> OnlyToCustomer.decode(flags, in);
      default -> new UnknownAttribute(flags, new AttributeType(type), in.rest());
    };
  }
}
