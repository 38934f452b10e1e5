package io.vpn4j.ike.resumption;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of an IKE SA that a responder puts into a ticket (RFC 5723 section 5, table 1): what
 * its algorithms are, SK_d, and whom it has authenticated.
 *
 * <p>Algorithms go by their names here, not by their numbers, because we alone read them.
 */
public final class TicketContents {
  /** Octets of {@link #id}. */
  public static final int ID_OCTETS = 16;

  private static final int VERSION = 1;

  /** More than version, identifier, expiry, counts and lengths take. */
  private static final int FIXED_OCTETS = 64;

  /** More than any name of an algorithm takes with its length. */
  private static final int MAX_NAME_OCTETS = 64;

  private final Octets id;
  private final Instant expiresAt;
  private final String configuration;
  private final IkeIdentity peer;
  private final IkeSuite suite;
  private final byte[] skD;

  /**
   * @param id random; what a used ticket is remembered by
   * @param expiresAt when it is not good any more
   * @param configuration the name of the configuration that the session has
   * @param peer whom it has authenticated
   * @param suite the algorithms of the IKE SA
   * @param skD SK_d; not copied
   */
  public TicketContents(
      Octets id,
      Instant expiresAt,
      String configuration,
      IkeIdentity peer,
      IkeSuite suite,
      byte[] skD) {
    this.id = id;
    this.expiresAt = expiresAt;
    this.configuration = configuration;
    this.peer = peer;
    this.suite = suite;
    this.skD = skD;
  }

  /** What a used ticket is remembered by. */
  public Octets id() {
    return id;
  }

  /** When it is not good any more. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** The name of the configuration that the session had. */
  public String configuration() {
    return configuration;
  }

  /** Whom the session has authenticated. */
  public IkeIdentity peer() {
    return peer;
  }

  /** The algorithms of the IKE SA. */
  public IkeSuite suite() {
    return suite;
  }

  /** SK_d; the caller reads it and does not keep it. */
  public byte[] skD() {
    return skD;
  }

  /** Zeroes SK_d. */
  public void destroy() {
    Arrays.fill(skD, (byte) 0);
  }

  /** To be sealed; the caller zeroes it after that. */
  public byte[] encode() {
    int names = 4 + suite.additionalKeyExchange().size();
    ByteBuffer octets =
        ByteBuffer.allocate(
            FIXED_OCTETS
                + names * MAX_NAME_OCTETS
                + configuration.getBytes(StandardCharsets.UTF_8).length
                + peer.data().length
                + skD.length);
    WireWriter out = new WireWriter(octets);
    out.u8(VERSION).octets(id).u32(expiresAt.getEpochSecond());
    text(out, configuration);
    out.u8(peer.type());
    counted(out, peer.data());
    text(out, suite.encryption().name());
    text(out, suite.integrity().map(Enum::name).orElse(""));
    text(out, suite.prf().name());
    out.u8(1 + suite.additionalKeyExchange().size());
    text(out, suite.keyExchange().name());
    suite.additionalKeyExchange().forEach(method -> text(out, method.name()));
    counted(out, skD);
    byte[] encoded = Arrays.copyOf(octets.array(), out.length());
    Arrays.fill(octets.array(), (byte) 0);
    return encoded;
  }

  /**
   * Reads what {@link #encode} wrote and a ticket key has opened.
   *
   * @throws MalformedMessageException if another version of this software wrote it
   */
  public static TicketContents decode(byte[] encoded) throws MalformedMessageException {
    WireReader in = WireReader.of(ByteBuffer.wrap(encoded));
    int version = in.u8("version");
    if (version != VERSION) {
      throw in.bad(Kind.BAD_VALUE, "version", "version " + version);
    }
    Octets id = in.octets(ID_OCTETS, "id");
    Instant expiresAt = Instant.ofEpochSecond(in.u32("expiry"));
    String configuration = text(in);
    IkeIdentity peer = IkeIdentity.of(in.u8("identity type"), counted(in).toByteArray());
    EncryptionAlgorithm encryption = named(in, EncryptionAlgorithm.values(), text(in));
    String integrityName = text(in);
    Optional<IntegrityAlgorithm> integrity =
        integrityName.isEmpty()
            ? Optional.empty()
            : Optional.of(named(in, IntegrityAlgorithm.values(), integrityName));
    PrfAlgorithm prf = named(in, PrfAlgorithm.values(), text(in));
    int methods = in.u8("number of key exchanges");
    List<KeyExchangeMethod> keyExchange = new ArrayList<>();
    for (int i = 0; i < methods; i++) {
      keyExchange.add(named(in, KeyExchangeMethod.values(), text(in)));
    }
    if (keyExchange.isEmpty()) {
      throw in.bad(Kind.BAD_VALUE, "number of key exchanges", "none");
    }
    byte[] skD = counted(in).toByteArray();
    in.expectEnd("end of ticket");
    IkeSuite suite =
        new IkeSuite(
            encryption,
            integrity,
            prf,
            keyExchange.get(0),
            keyExchange.subList(1, keyExchange.size()));
    return new TicketContents(id, expiresAt, configuration, peer, suite, skD);
  }

  private static void text(WireWriter out, String text) {
    counted(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void counted(WireWriter out, byte[] octets) {
    out.u16(octets.length).octets(Octets.of(octets));
  }

  private static String text(WireReader in) throws MalformedMessageException {
    return new String(counted(in).toByteArray(), StandardCharsets.UTF_8);
  }

  private static Octets counted(WireReader in) throws MalformedMessageException {
    return in.octets(in.u16("length"), "value");
  }

  private static <E extends Enum<E>> E named(WireReader in, E[] values, String name)
      throws MalformedMessageException {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> in.bad(Kind.BAD_VALUE, "algorithm", name));
  }

  /** Whose and until when; no secret. */
  @Override
  public String toString() {
    return "TicketContents[" + peer + " until " + expiresAt + ", redacted]";
  }
}
