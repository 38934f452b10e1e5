package io.vpn4j.routing.bgp.message;

import java.nio.ByteBuffer;

/**
 * The fast way through an UPDATE: where its parts are, and its prefixes as numbers.
 *
 * <p>One view serves any number of messages, one after the other, and makes no garbage. It knows
 * nothing of what attributes mean: a table keeps the result of {@link BgpCodec#decode} for each
 * distinct octet string of attributes that was without error, and for all further UPDATEs with the
 * same octets needs only this view. Not thread-safe.
 */
public final class UpdateView {
  private static final int MP_REACH = 14;
  private static final int MP_UNREACH = 15;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer message = NOTHING;
  private boolean addPath;
  private int withdrawnStart;
  private int withdrawnEnd;
  private int attributesStart;
  private int attributesEnd;
  private int nlriEnd;
  private final Multiprotocol reach = new Multiprotocol();
  private final Multiprotocol unreach = new Multiprotocol();

  /** The prefixes of MP_REACH_NLRI or MP_UNREACH_NLRI. */
  private static final class Multiprotocol {
    private boolean present;
    private boolean ipv4;
    private boolean addPath;
    private int start;
    private int end;
  }

  /** A view of nothing. */
  public UpdateView() {}

  /**
   * Looks at one message.
   *
   * @param octets one message with its header, as {@link BgpCodec#decode} takes it; the view reads
   *     it until the next call, and its position stays
   * @return whether it is an UPDATE whose every length fits, whose families are unicast, and whose
   *     prefixes are all well-formed; if not, the view is empty and {@link BgpCodec#decode} says
   *     what to do
   */
  public boolean read(ByteBuffer octets, CodecContext context) {
    message = octets;
    addPath = context.hasAddPath(AddressFamily.IPV4_UNICAST);
    reach.present = false;
    unreach.present = false;
    if (locate(context)
        && prefixesFit(withdrawnStart, withdrawnEnd, 32, addPath)
        && prefixesFit(attributesEnd, nlriEnd, 32, addPath)
        && locateMultiprotocol(context)) {
      return true;
    }
    message = NOTHING;
    withdrawnStart = withdrawnEnd = attributesStart = attributesEnd = nlriEnd = 0;
    reach.present = false;
    unreach.present = false;
    return false;
  }

  private boolean locate(CodecContext context) {
    int start = message.position();
    if (message.remaining() < MessageType.UPDATE.minOctets()
        || u8(start + 18) != MessageType.UPDATE.value()
        || u16(start + 16) != message.remaining()
        || message.remaining() > context.maxOctets()) {
      return false;
    }
    if (message.getLong(start) != -1 || message.getLong(start + 8) != -1) {
      return false; // the marker, which reads the same in any byte order
    }
    nlriEnd = message.limit();
    withdrawnStart = start + BgpCodec.HEADER_OCTETS + 2;
    withdrawnEnd = withdrawnStart + u16(withdrawnStart - 2);
    if (withdrawnEnd + 2 > nlriEnd) {
      return false;
    }
    attributesStart = withdrawnEnd + 2;
    attributesEnd = attributesStart + u16(withdrawnEnd);
    return attributesEnd <= nlriEnd;
  }

  private boolean locateMultiprotocol(CodecContext context) {
    int at = attributesStart;
    while (at < attributesEnd) {
      boolean extended = (u8(at) & AttributeFlags.EXTENDED_LENGTH) != 0;
      int value = at + (extended ? 4 : 3);
      if (value > attributesEnd) {
        return false;
      }
      int type = u8(at + 1);
      int end = value + (extended ? u16(at + 2) : u8(at + 2));
      if (end > attributesEnd) {
        return false;
      }
      if (type == MP_REACH || type == MP_UNREACH) {
        if (!locate(type == MP_REACH ? reach : unreach, type, value, end, context)) {
          return false;
        }
      }
      at = end;
    }
    return true;
  }

  private boolean locate(Multiprotocol part, int type, int value, int end, CodecContext context) {
    int fixed = type == MP_REACH ? 4 : 3;
    if (part.present || end - value < fixed) {
      return false;
    }
    int afi = u16(value);
    int safi = u8(value + 2);
    // SAFI 1 only: its families are constants, so that the look-up makes no garbage.
    if ((afi != 1 && afi != 2) || safi != 1) {
      return false;
    }
    part.ipv4 = afi == 1;
    part.addPath = context.hasAddPath(AddressFamily.of(afi, safi));
    part.start = type == MP_REACH ? value + 4 + u8(value + 3) + 1 : value + 3;
    part.end = end;
    part.present = part.start <= end;
    return part.present && prefixesFit(part.start, end, part.ipv4 ? 32 : 128, part.addPath);
  }

  private boolean prefixesFit(int start, int end, int maxLength, boolean withPathId) {
    int at = start;
    while (at < end) {
      int lengthAt = withPathId ? at + 4 : at;
      if (lengthAt >= end) {
        return false;
      }
      int length = u8(lengthAt);
      if (length > maxLength) {
        return false;
      }
      at = lengthAt + 1 + ((length + 7) >>> 3);
    }
    return at == end;
  }

  /** Where the attributes begin in the buffer that was read. */
  public int attributesStart() {
    return attributesStart;
  }

  /** Where the attributes end in the buffer that was read. */
  public int attributesEnd() {
    return attributesEnd;
  }

  /** Whether MP_REACH_NLRI is among the attributes, so that they differ with the prefixes. */
  public boolean hasMultiprotocolReach() {
    return reach.present;
  }

  /** Gives all prefixes withdrawn, MP_UNREACH_NLRI last. */
  public void withdrawn(NlriVisitor visitor) {
    visitIpv4(withdrawnStart, withdrawnEnd, addPath, visitor);
    visit(unreach, visitor);
  }

  /** Gives all prefixes announced, MP_REACH_NLRI last. */
  public void announced(NlriVisitor visitor) {
    visitIpv4(attributesEnd, nlriEnd, addPath, visitor);
    visit(reach, visitor);
  }

  private void visit(Multiprotocol part, NlriVisitor visitor) {
    if (!part.present) {
      return;
    }
    if (part.ipv4) {
      visitIpv4(part.start, part.end, part.addPath, visitor);
    } else {
      visitIpv6(part.start, part.end, part.addPath, visitor);
    }
  }

  private void visitIpv4(int start, int end, boolean withPathId, NlriVisitor visitor) {
    int at = start;
    while (at < end) {
      long pathId = Nlri.NO_PATH_ID;
      if (withPathId) {
        pathId = u32(at);
        at += 4;
      }
      int length = u8(at++);
      int octets = (length + 7) >>> 3;
      int address = 0;
      for (int i = 0; i < octets; i++) {
        address |= u8(at + i) << (24 - 8 * i);
      }
      visitor.ipv4(length == 0 ? 0 : address & (-1 << (32 - length)), length, pathId);
      at += octets;
    }
  }

  private void visitIpv6(int start, int end, boolean withPathId, NlriVisitor visitor) {
    int at = start;
    while (at < end) {
      long pathId = Nlri.NO_PATH_ID;
      if (withPathId) {
        pathId = u32(at);
        at += 4;
      }
      int length = u8(at++);
      int octets = (length + 7) >>> 3;
      long high = 0;
      long low = 0;
      for (int i = 0; i < octets; i++) {
        if (i < 8) {
          high |= (long) u8(at + i) << (56 - 8 * i);
        } else {
          low |= (long) u8(at + i) << (120 - 8 * i);
        }
      }
      visitor.ipv6(high & mask(length), low & mask(length - 64), length, pathId);
      at += octets;
    }
  }

  private static long mask(int length) {
    if (length <= 0) {
      return 0;
    }
    return length >= 64 ? -1 : -1L << (64 - length);
  }

  private int u8(int at) {
    return message.get(at) & 0xff;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }
}
