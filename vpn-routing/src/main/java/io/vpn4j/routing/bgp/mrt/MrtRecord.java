package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/** One record of an MRT file (RFC 6396 section 2). */
public sealed interface MrtRecord
    permits TableDump, PeerIndexTable, RibEntries, Bgp4mpMessage, Bgp4mpStateChange, OpaqueRecord {

  /** When it was written. */
  MrtTime time();

  /** The type in the header, 0 to 65,535, without the mark of microseconds. */
  int type();

  /** The subtype in the header, 0 to 65,535. */
  int subtype();

  /** Octets behind the header, microseconds not counted. */
  int bodyLength();

  /** Writes exactly {@link #bodyLength} octets. */
  void encodeBody(WireWriter out);

  /**
   * Reads what follows the header.
   *
   * @param body the record behind the header and the microseconds
   * @throws MalformedMessageException if it is not what its type and subtype say
   */
  static MrtRecord decode(MrtTime time, int type, int subtype, WireReader body)
      throws MalformedMessageException {
    MrtRecord decoded =
        switch (type) {
          case TableDump.TYPE -> TableDump.decode(time, subtype, body);
          case PeerIndexTable.TYPE ->
              subtype == PeerIndexTable.SUBTYPE
                  ? PeerIndexTable.decode(time, body)
                  : RibEntries.decode(time, subtype, body);
          case Bgp4mpPeer.TYPE -> Bgp4mpPeer.decode(time, subtype, body);
          default -> new OpaqueRecord(time, type, subtype, body.rest());
        };
    body.expectEnd("record");
    return decoded;
  }
}
