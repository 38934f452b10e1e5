package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * OPEN: who the sender is and what it can do (RFC 4271 section 4.2).
 *
 * @param version 0 to 255; 4 is the only one in use
 * @param myAs 0 to 65,535: AS_TRANS if the number does not fit, see {@link #asNumber}
 * @param holdTimeSeconds 0 to 65,535
 * @param bgpIdentifier any four octets
 * @param extended whether parameters have long lengths, as they must above 255 octets (RFC 9072)
 * @param parameters in wire order
 */
public record OpenMessage(
    int version,
    int myAs,
    int holdTimeSeconds,
    Ipv4Address bgpIdentifier,
    boolean extended,
    List<OptionalParameter> parameters)
    implements BgpMessage {
  /** The version of RFC 4271. */
  public static final int VERSION = 4;

  static final int EXTENDED_MARK = 255;
  private static final int FIXED_OCTETS = 10;
  private static final int EXTENDED_OCTETS = 3;

  /**
   * @throws IllegalArgumentException if a field does not fit
   */
  public OpenMessage {
    Unsigned.requireU8("version", version);
    Unsigned.requireU16("my AS", myAs);
    Unsigned.requireU16("hold time", holdTimeSeconds);
    Objects.requireNonNull(bgpIdentifier, "bgpIdentifier");
    parameters = List.copyOf(parameters);
  }

  /**
   * Our own OPEN, with the four-octet AS number among its capabilities if the caller put it there.
   *
   * @param capabilities each in a parameter of its own, which every peer understands
   * @throws IllegalArgumentException if a field does not fit
   */
  public static OpenMessage of(
      AsNumber asNumber,
      int holdTimeSeconds,
      Ipv4Address bgpIdentifier,
      List<Capability> capabilities) {
    List<OptionalParameter> parameters =
        capabilities.stream()
            .<OptionalParameter>map(c -> new OptionalParameter.Capabilities(List.of(c)))
            .toList();
    return new OpenMessage(
        VERSION,
        (int) (asNumber.isTwoOctet() ? asNumber : FourOctetAs.AS_TRANS).value(),
        holdTimeSeconds,
        bgpIdentifier,
        OptionalParameter.encodedLength(parameters, false) > 0xff,
        parameters);
  }

  static OpenMessage decode(WireReader in) throws MalformedMessageException {
    int version = in.u8("version");
    if (version != VERSION) {
      // Another version has another layout, so the rest says nothing.
      return new OpenMessage(version, 0, 0, new Ipv4Address(0), false, List.of());
    }
    int myAs = in.u16("my AS");
    int holdTimeSeconds = in.u16("hold time");
    Ipv4Address bgpIdentifier = new Ipv4Address((int) in.u32("BGP identifier"));
    int length = in.u8("optional parameters length");
    // RFC 9072 section 2: the mark decides; the length before it should be 255 but is ignored.
    boolean extended = length > 0 && in.hasRemaining() && in.peekU8("type") == EXTENDED_MARK;
    if (extended) {
      in.skip(1, "extended mark");
      length = in.u16("extended optional parameters length");
    }
    if (length != in.remaining()) {
      throw in.bad(
          Kind.BAD_LENGTH,
          "optional parameters length",
          length + ", but " + in.remaining() + " octets follow");
    }
    return new OpenMessage(
        version,
        myAs,
        holdTimeSeconds,
        bgpIdentifier,
        extended,
        OptionalParameter.decodeAll(in, extended));
  }

  /** All capabilities, in wire order. */
  public List<Capability> capabilities() {
    return parameters.stream()
        .filter(OptionalParameter.Capabilities.class::isInstance)
        .flatMap(parameter -> ((OptionalParameter.Capabilities) parameter).list().stream())
        .toList();
  }

  /** All capabilities of one kind, in wire order. */
  public <T extends Capability> Stream<T> capabilities(Class<T> kind) {
    return capabilities().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The first capability of one kind. */
  public <T extends Capability> Optional<T> capability(Class<T> kind) {
    return capabilities(kind).findFirst();
  }

  /** The sender's AS number, of four octets if it says so (RFC 6793 section 4.1). */
  public AsNumber asNumber() {
    return capability(Capability.FourOctetAsNumber.class)
        .map(Capability.FourOctetAsNumber::asNumber)
        .orElse(AsNumber.of(myAs));
  }

  /**
   * What to answer if no speaker may accept this, whoever sent it: another version, an unknown
   * parameter, AS 0 (RFC 7607), the identifier 0 (RFC 6286 section 2.1), a hold time of one or two
   * seconds (RFC 4271 section 6.2). Whether it is the right peer is for the session to judge.
   */
  public Optional<NotificationMessage> refusal() {
    if (version != VERSION) {
      return Optional.of(
          new NotificationMessage(
              NotificationCode.UNSUPPORTED_VERSION_NUMBER, Octets.of((byte) 0, (byte) VERSION)));
    }
    if (parameters.stream().anyMatch(OptionalParameter.Unknown.class::isInstance)) {
      return refusal(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER);
    }
    if (myAs == 0 || asNumber().value() == 0) {
      return refusal(NotificationCode.BAD_PEER_AS);
    }
    if (bgpIdentifier.isUnspecified()) {
      return refusal(NotificationCode.BAD_BGP_IDENTIFIER);
    }
    return holdTimeSeconds == 1 || holdTimeSeconds == 2
        ? refusal(NotificationCode.UNACCEPTABLE_HOLD_TIME)
        : Optional.empty();
  }

  private static Optional<NotificationMessage> refusal(NotificationCode code) {
    return Optional.of(new NotificationMessage(code));
  }

  @Override
  public MessageType type() {
    return MessageType.OPEN;
  }

  @Override
  public int bodyLength(CodecContext context) {
    return FIXED_OCTETS
        + (extended ? EXTENDED_OCTETS : 0)
        + OptionalParameter.encodedLength(parameters, extended);
  }

  @Override
  public void encodeBody(WireWriter out, CodecContext context) {
    out.u8(version).u16(myAs).u16(holdTimeSeconds).u32(bgpIdentifier.value() & 0xffff_ffffL);
    int length = OptionalParameter.encodedLength(parameters, extended);
    if (extended) {
      out.u8(EXTENDED_MARK).u8(EXTENDED_MARK).u16(length);
    } else {
      out.u8(length);
    }
    OptionalParameter.encodeAll(parameters, out, extended);
  }
}
