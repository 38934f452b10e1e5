package io.vpn4j.routing.bgp.mrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MrtTest {
  @Test
  void recordsOfEachKindComeBackAsTheyWereWritten() throws IOException, MalformedMessageException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    MrtWriter writer = new MrtWriter(file);
    for (MrtRecord mrt : MrtFuzz.records()) {
      writer.write(mrt);
    }
    List<MrtRecord> read = new ArrayList<>();
    MrtReader reader = reader(file.toByteArray());
    for (Optional<MrtRecord> mrt = reader.next(); mrt.isPresent(); mrt = reader.next()) {
      read.add(mrt.get());
    }

    assertEquals(MrtFuzz.records(), read);
  }

  /** RFC 6396 4.3.4: the next hop alone stands in the file. */
  @Test
  void shortensMpReachNlriAndGivesItBackWhole() throws MalformedMessageException {
    RibEntries rib = (RibEntries) MrtFuzz.records().get(2);
    Octets attributes = rib.entries().get(0).attributes();

    assertEquals(
        "800e1110" + "20010db8000000000000000000000001",
        attributes.slice(attributes.length() - 20, attributes.length()).toString());
    List<PathAttribute> decoded = rib.pathAttributes(rib.entries().get(0));
    assertEquals(
        new MpReachNlri(AddressFamily.IPV6_UNICAST, IpAddress.of("2001:db8::1"), List.of()),
        decoded.get(2));
  }

  @Test
  void goesOnBehindARecordThatIsMalformed() throws IOException, MalformedMessageException {
    String bad = "00000001" + "00100000" + "00000002" + "ffff"; // a state change of two octets
    String good = "00000002" + "000b0000" + "00000001" + "aa";
    MrtReader reader = reader(Octets.ofHex(bad + good).toByteArray());

    assertThrows(MalformedMessageException.class, reader::next);
    assertEquals(
        Optional.of(new OpaqueRecord(MrtTime.ofSeconds(2), 11, 0, Octets.ofHex("aa"))),
        reader.next());
    assertEquals(Optional.empty(), reader.next());
  }

  @Test
  void saysThatTheFileEndsInsideARecord() {
    MrtReader reader =
        reader(Octets.ofHex("00000001" + "000b0000" + "00000005" + "aa").toByteArray());

    assertEquals(
        Kind.TRUNCATED, assertThrows(MalformedMessageException.class, reader::next).kind());
  }

  @Test
  void refusesALengthThatCannotBe() {
    MrtReader reader = reader(Octets.ofHex("00000001" + "000b0000" + "7fffffff").toByteArray());

    assertEquals(
        Kind.BAD_LENGTH, assertThrows(MalformedMessageException.class, reader::next).kind());
  }

  @Test
  void writesMicrosecondsOnlyWhereTheyCanBe() {
    MrtRecord mrt = new OpaqueRecord(new MrtTime(1, 2), 13, 6, Octets.EMPTY);

    assertThrows(
        IllegalArgumentException.class,
        () -> new MrtWriter(new ByteArrayOutputStream()).write(mrt));
  }

  private static MrtReader reader(byte[] octets) {
    return new MrtReader(new ByteArrayInputStream(octets));
  }
}
