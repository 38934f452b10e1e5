package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.AsPath;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.KeepaliveMessage;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.Origin;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Octets as a file: every record is malformed, or the same again when it was written. */
public final class MrtFuzz {
  private MrtFuzz() {}

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    MrtReader reader = new MrtReader(new ByteArrayInputStream(input));
    boolean more = true;
    while (more) {
      more = checkNext(reader);
    }
  }

  private static boolean checkNext(MrtReader reader) {
    try {
      Optional<MrtRecord> mrt = reader.next();
      if (mrt.isPresent()) {
        check(mrt.get());
      }
      return mrt.isPresent();
    } catch (MalformedMessageException e) {
      return true; // the next record may be sound
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(MrtRecord mrt) throws IOException {
    MrtRecord again;
    try {
      again = new MrtReader(new ByteArrayInputStream(written(mrt))).next().orElseThrow();
    } catch (MalformedMessageException e) {
      throw new AssertionError("our own octets are malformed", e);
    }
    if (!again.equals(mrt)) {
      throw new AssertionError(mrt + " became " + again);
    }
    try {
      if (mrt instanceof TableDump dump) {
        dump.pathAttributes();
      } else if (mrt instanceof RibEntries rib) {
        for (RibEntries.Entry entry : rib.entries()) {
          rib.pathAttributes(entry);
        }
      } else if (mrt instanceof Bgp4mpMessage message) {
        message.decode();
      }
    } catch (MalformedMessageException e) {
      // Attributes may be malformed in a record that is not.
      if (e.field().isEmpty()) {
        throw new AssertionError("no field", e);
      }
    }
  }

  private static byte[] written(MrtRecord mrt) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    new MrtWriter(octets).write(mrt);
    return octets.toByteArray();
  }

  /** One record of each kind. */
  static List<MrtRecord> records() {
    Ipv4Address id = Ipv4Address.of("192.0.2.1");
    IpAddress six = IpAddress.of("2001:db8::1");
    MrtTime time = MrtTime.ofSeconds(1_700_000_000L);
    List<PathAttribute> attributes =
        List.of(
            Origin.IGP,
            AsPath.of(64_512, 64_513),
            new MpReachNlri(AddressFamily.IPV6_UNICAST, six, List.of()));
    Octets keepalive = BgpCodec.encode(KeepaliveMessage.KEEPALIVE, CodecContext.PLAIN);
    Bgp4mpPeer old = new Bgp4mpPeer(false, AsNumber.of(1), AsNumber.of(2), 3, id, id);
    Bgp4mpPeer peer = new Bgp4mpPeer(true, AsNumber.of(100_000), AsNumber.of(2), 3, six, six);
    return List.of(
        new TableDump(
            time,
            0,
            1,
            IpPrefix.of("10.0.0.0/8"),
            1,
            5,
            id,
            AsNumber.of(64_512),
            BgpCodec.encodeAttributes(attributes.subList(0, 2), CodecContext.PLAIN)),
        new PeerIndexTable(
            time,
            id,
            Octets.of((byte) 'v'),
            List.of(
                new PeerIndexTable.Peer(id, six, AsNumber.of(100_000)),
                new PeerIndexTable.Peer(0, id, id, AsNumber.of(1)))),
        new RibEntries(
            time,
            AddressFamily.IPV6_UNICAST,
            false,
            7,
            IpPrefix.of("2001:db8::/33"),
            List.of(RibEntries.Entry.of(0, 6, Nlri.NO_PATH_ID, attributes))),
        new RibEntries(
            time,
            AddressFamily.IPV4_MULTICAST,
            true,
            7,
            IpPrefix.ALL_IPV4,
            List.of(RibEntries.Entry.of(1, 6, 9, attributes.subList(0, 2)))),
        new Bgp4mpMessage(time, old, false, false, keepalive),
        new Bgp4mpMessage(new MrtTime(1, 999_999), peer, true, true, keepalive),
        new Bgp4mpStateChange(time, old, 6, 1),
        new Bgp4mpStateChange(new MrtTime(1, 0), peer, 5, 6),
        new OpaqueRecord(time, 11, 0, Octets.of((byte) 1)));
  }

  /** Each record alone, and a file of all of them. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (MrtRecord mrt : records()) {
        seeds.add(written(mrt));
        all.write(written(mrt));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    seeds.add(all.toByteArray());
    return seeds;
  }
}
