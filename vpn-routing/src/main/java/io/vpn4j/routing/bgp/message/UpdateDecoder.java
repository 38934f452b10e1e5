package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** One UPDATE on its way in: finds every error, then does what the strongest asks for. */
final class UpdateDecoder {
  private static final int MP_REACH = 14;
  private static final int MP_UNREACH = 15;

  private final CodecContext context;
  private final List<PathAttribute> attributes = new ArrayList<>();
  private final List<AttributeError> errors = new ArrayList<>();
  private final BitSet seen = new BitSet();

  private UpdateDecoder(CodecContext context) {
    this.context = context;
  }

  /** The UPDATE whose body {@code in} is. */
  static DecodeResult decode(WireReader in, CodecContext context) {
    return new UpdateDecoder(context).decode(in);
  }

  private DecodeResult decode(WireReader in) {
    WireReader withdrawnField;
    WireReader attributesField;
    try {
      withdrawnField = in.sub(in.u16("withdrawn routes length"), "withdrawn routes");
      attributesField = in.sub(in.u16("total path attribute length"), "path attributes");
    } catch (MalformedMessageException e) {
      // RFC 4271 section 6.3: a length beyond the message.
      return refused(NotificationCode.MALFORMED_ATTRIBUTE_LIST, Octets.EMPTY, e.getMessage());
    }
    List<Nlri> withdrawn;
    List<Nlri> nlri;
    boolean addPath = context.hasAddPath(AddressFamily.IPV4_UNICAST);
    try {
      withdrawn = Nlri.decodeAll(withdrawnField, true, addPath, "withdrawn routes");
      nlri = Nlri.decodeAll(in, true, addPath, "NLRI");
    } catch (MalformedMessageException e) {
      // RFC 7606 section 3 j: what cannot be read cannot be withdrawn.
      return refused(NotificationCode.INVALID_NETWORK_FIELD, Octets.EMPTY, e.getMessage());
    }
    readAttributes(attributesField.rest());
    boolean reachable = !nlri.isEmpty() || attributes.stream().anyMatch(UpdateDecoder::isReach);
    if (reachable) {
      requireMandatory(!nlri.isEmpty());
    }
    return result(new UpdateMessage(withdrawn, attributes, nlri), reachable);
  }

  private void readAttributes(Octets field) {
    WireReader in = WireReader.of(field);
    while (in.hasRemaining()) {
      int start = in.offset();
      int flags;
      int type;
      WireReader value;
      try {
        flags = in.u8("attribute flags");
        type = in.u8("attribute type");
        boolean extended = (flags & AttributeFlags.EXTENDED_LENGTH) != 0;
        value =
            in.sub(
                extended ? in.u16("attribute length") : in.u8("attribute length"),
                "attribute value");
      } catch (MalformedMessageException e) {
        // RFC 7606 section 4: the rest cannot be read, but the NLRI could be.
        add(
            new AttributeType(0),
            ErrorAction.TREAT_AS_WITHDRAW,
            NotificationCode.MALFORMED_ATTRIBUTE_LIST,
            field.slice(start, field.length()),
            e.getMessage());
        return;
      }
      int end = in.offset();
      readAttribute(flags, type, value, () -> field.slice(start, end));
    }
  }

  private void readAttribute(int flags, int type, WireReader value, Supplier<Octets> whole) {
    AttributeType named = new AttributeType(type);
    if (seen.get(type)) {
      boolean mp = type == MP_REACH || type == MP_UNREACH;
      add(
          named,
          mp ? ErrorAction.SESSION_RESET : ErrorAction.ATTRIBUTE_DISCARD, // RFC 7606 section 3 g
          NotificationCode.MALFORMED_ATTRIBUTE_LIST,
          mp ? Octets.EMPTY : whole.get(),
          "more than once");
      return;
    }
    seen.set(type);
    if (AttributeCodec.flagsConflict(type, flags)) {
      add(
          named,
          ErrorAction.TREAT_AS_WITHDRAW, // RFC 7606 section 3 c
          NotificationCode.ATTRIBUTE_FLAGS_ERROR,
          whole.get(),
          "flags 0x" + Integer.toHexString(flags));
      return;
    }
    if (UpdateErrorHandling.isDiscarded(type, context)) {
      add(
          named,
          ErrorAction.ATTRIBUTE_DISCARD,
          NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
          whole.get(),
          "not from such a peer");
      return;
    }
    try {
      accept(AttributeCodec.decode(flags, type, value, context), whole);
    } catch (MalformedMessageException e) {
      add(
          named,
          UpdateErrorHandling.malformed(type),
          UpdateErrorHandling.code(type, e.kind()),
          whole.get(),
          e.getMessage());
    }
  }

  private void accept(PathAttribute attribute, Supplier<Octets> whole) {
    if (attribute instanceof UnknownAttribute unknown && !unknown.isOptional()) {
      add(
          attribute.type(),
          ErrorAction.SESSION_RESET, // RFC 4271 section 6.3, which RFC 7606 leaves as it is
          NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE,
          whole.get(),
          "well-known, but not to us");
    } else if (attribute instanceof AsPath path
        && path.hasConfederationSegment()
        && context.peer() == PeerRelation.EXTERNAL) {
      add(
          attribute.type(),
          ErrorAction.TREAT_AS_WITHDRAW, // RFC 5065 section 5
          NotificationCode.MALFORMED_AS_PATH,
          whole.get(),
          "confederation segment from outside");
    } else if (UpdateErrorHandling.hasAsZero(attribute)) {
      int type = attribute.type().value();
      add(
          attribute.type(),
          UpdateErrorHandling.malformed(type),
          UpdateErrorHandling.code(type, Kind.BAD_VALUE),
          whole.get(),
          "AS 0");
    } else {
      attributes.add(attribute);
    }
  }

  private static boolean isReach(PathAttribute attribute) {
    return (attribute instanceof MpReachNlri plain && !plain.nlri().isEmpty())
        || attribute instanceof OpaqueMpReachNlri;
  }

  /** RFC 7606 section 3 d; NEXT_HOP is for the prefixes of the UPDATE's own NLRI field only. */
  private void requireMandatory(boolean nextHop) {
    require(AttributeType.ORIGIN);
    require(AttributeType.AS_PATH);
    if (nextHop) {
      require(AttributeType.NEXT_HOP);
    }
  }

  private void require(AttributeType type) {
    if (!seen.get(type.value())) {
      add(
          type,
          ErrorAction.TREAT_AS_WITHDRAW,
          NotificationCode.MISSING_WELL_KNOWN_ATTRIBUTE,
          Octets.of((byte) type.value()),
          "missing");
    }
  }

  private void add(
      AttributeType type,
      ErrorAction action,
      NotificationCode code,
      Octets attribute,
      String reason) {
    errors.add(new AttributeError(type, action, code, attribute, reason));
  }

  private DecodeResult result(UpdateMessage update, boolean reachable) {
    ErrorAction strongest = new Accepted(update, errors).action();
    boolean nothingToWithdraw = !reachable && strongest == ErrorAction.TREAT_AS_WITHDRAW;
    if (strongest == ErrorAction.SESSION_RESET || nothingToWithdraw) {
      // RFC 7606 section 5.2: without NLRI an error may hide the very routes that it is about.
      for (AttributeError error : errors) {
        if (error.action() == strongest) {
          return refused(error.code(), error.attribute(), error.type() + ": " + error.reason());
        }
      }
    }
    return strongest == ErrorAction.TREAT_AS_WITHDRAW
        ? new Accepted(asWithdrawn(update), errors)
        : new Accepted(update, errors);
  }

  /** All routes of {@code update} as withdrawn (RFC 7606 section 2). */
  private static UpdateMessage asWithdrawn(UpdateMessage update) {
    List<Nlri> withdrawn = new ArrayList<>(update.withdrawn());
    withdrawn.addAll(update.nlri());
    List<PathAttribute> unreach = new ArrayList<>();
    for (PathAttribute attribute : update.attributes()) {
      if (attribute instanceof MpUnreachNlri || attribute instanceof OpaqueMpUnreachNlri) {
        unreach.add(attribute);
      } else if (attribute instanceof MpReachNlri plain) {
        unreach.add(new MpUnreachNlri(plain.family(), plain.nlri()));
      } else if (attribute instanceof OpaqueMpReachNlri opaque) {
        unreach.add(new OpaqueMpUnreachNlri(opaque.family(), opaque.nlri()));
      }
    }
    return new UpdateMessage(withdrawn, unreach, List.of());
  }

  private static Refused refused(NotificationCode code, Octets data, String reason) {
    return new Refused(new NotificationMessage(code, data), reason);
  }
}
