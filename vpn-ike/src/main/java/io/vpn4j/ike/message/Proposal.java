package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A proposal substructure: transforms for one protocol (RFC 7296 section 3.3.1).
 *
 * <p>Equality leaves {@code reserved} out, because a reserved octet means nothing (section 2.5).
 *
 * @param number 1 for the first, one more for each that follows; for the state machine to check
 * @param protocol what the SA is for
 * @param spi the sender's SPI: none in the first IKE SA, 8 octets when one is rekeyed, 4 for AH and
 *     ESP; at most 255 on the wire
 * @param transforms at most 255; several of one type are alternatives
 * @param reserved the RESERVED octet; 0 in what we send
 */
public record Proposal(
    int number, ProtocolId protocol, Octets spi, List<Transform> transforms, int reserved) {
  /** Octets before the SPI. */
  private static final int FIXED_OCTETS = 8;

  private static final int LAST = 0;
  private static final int MORE = 2;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public Proposal {
    Unsigned.requireU8("proposal number", number);
    Objects.requireNonNull(protocol, "protocol");
    Unsigned.requireU8("SPI size", spi.length());
    transforms = List.copyOf(transforms);
    Unsigned.requireU8("number of transforms", transforms.size());
    Unsigned.requireU8("proposal reserved field", reserved);
  }

  /** What we send. */
  public Proposal(int number, ProtocolId protocol, Octets spi, List<Transform> transforms) {
    this(number, protocol, spi, transforms, 0);
  }

  /** The transforms of one type, in the order of the proposal. */
  public List<Transform> transforms(TransformType type) {
    return transforms.stream().filter(transform -> transform.type().equals(type)).toList();
  }

  /** Reads one of the proposals in {@code in}, which tells whether more must follow. */
  static Proposal decode(WireReader in) throws MalformedMessageException {
    int last = in.u8("last proposal");
    int reserved = in.u8("reserved");
    WireReader body = in.sub(in.u16("proposal length") - 4, "proposal");
    if (last != (in.hasRemaining() ? MORE : LAST)) {
      throw in.bad(Kind.BAD_VALUE, "last proposal", last + " before " + in.remaining() + " octets");
    }
    int number = body.u8("proposal number");
    ProtocolId protocol = new ProtocolId(body.u8("protocol ID"));
    int spiSize = body.u8("SPI size");
    int count = body.u8("number of transforms");
    Octets spi = body.octets(spiSize, "SPI");
    List<Transform> transforms = new ArrayList<>();
    while (body.hasRemaining()) {
      if (transforms.size() == count) {
        throw body.bad(Kind.BAD_LENGTH, "number of transforms", "more than " + count);
      }
      transforms.add(Transform.decode(body));
    }
    if (transforms.size() != count) {
      throw body.bad(
          Kind.BAD_LENGTH, "number of transforms", transforms.size() + " instead of " + count);
    }
    return new Proposal(number, protocol, spi, transforms, reserved);
  }

  int encodedLength() {
    return FIXED_OCTETS
        + spi.length()
        + transforms.stream().mapToInt(Transform::encodedLength).sum();
  }

  void encode(WireWriter out, boolean last) {
    int start = out.length();
    out.u8(last ? LAST : MORE).u8(reserved);
    int length = out.reserveU16();
    out.u8(number).u8(protocol.value()).u8(spi.length()).u8(transforms.size()).octets(spi);
    for (int i = 0; i < transforms.size(); i++) {
      transforms.get(i).encode(out, i + 1 == transforms.size());
    }
    out.patchU16(length, out.length() - start);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proposal o
        && number == o.number
        && protocol.equals(o.protocol)
        && spi.equals(o.spi)
        && transforms.equals(o.transforms);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, protocol, spi, transforms);
  }
}
