package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Something that the sender of an OPEN can do (RFC 5492 section 4). */
public sealed interface Capability {
  /** The number on the wire, 0 to 255. */
  int code();

  /** Octets of the value. */
  int valueLength();

  /** Writes exactly {@link #valueLength} octets. */
  void encodeValue(WireWriter out);

  /** Routes of {@code family} (RFC 4760 section 8). */
  record Multiprotocol(AddressFamily family) implements Capability {
    static final int CODE = 1;

    private static Multiprotocol decode(WireReader in) throws MalformedMessageException {
      int afi = in.u16("multiprotocol AFI");
      in.skip(1, "multiprotocol reserved"); // RFC 4760 section 8: ignored on receipt
      return new Multiprotocol(AddressFamily.of(afi, in.u8("multiprotocol SAFI")));
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 4;
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.u16(family.afi()).u8(0).u8(family.safi());
    }
  }

  /** ROUTE-REFRESH (RFC 2918 section 2). */
  record RouteRefresh() implements Capability {
    static final int CODE = 2;

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 0;
    }

    @Override
    public void encodeValue(WireWriter out) {
      // Being there is all it says.
    }
  }

  /** ROUTE-REFRESH with begin and end (RFC 7313 section 3.1). */
  record EnhancedRouteRefresh() implements Capability {
    static final int CODE = 70;

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 0;
    }

    @Override
    public void encodeValue(WireWriter out) {
      // Being there is all it says.
    }
  }

  /** Messages of up to 65,535 octets (RFC 8654 section 3). */
  record ExtendedMessage() implements Capability {
    static final int CODE = 6;

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 0;
    }

    @Override
    public void encodeValue(WireWriter out) {
      // Being there is all it says.
    }
  }

  /** AS numbers of four octets; {@code asNumber} is the sender's (RFC 6793 section 3). */
  record FourOctetAsNumber(AsNumber asNumber) implements Capability {
    static final int CODE = 65;

    private static FourOctetAsNumber decode(WireReader in) throws MalformedMessageException {
      return new FourOctetAsNumber(AsNumber.of(in.u32("four-octet AS number")));
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 4;
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.u32(asNumber.value());
    }
  }

  /** IPv6 next hops for the families of {@code entries} (RFC 8950 section 4). */
  record ExtendedNextHop(List<NextHopFamily> entries) implements Capability {
    static final int CODE = 5;

    /**
     * A family, and the AFI that its next hops may have.
     *
     * @param family the family of the routes
     * @param nextHopAfi 0 to 65,535; 2 is IPv6
     */
    public record NextHopFamily(AddressFamily family, int nextHopAfi) {
      /**
       * @throws IllegalArgumentException if the AFI is out of range
       */
      public NextHopFamily {
        Unsigned.requireU16("next hop AFI", nextHopAfi);
      }
    }

    /** Copies the list. */
    public ExtendedNextHop {
      entries = List.copyOf(entries);
    }

    private static ExtendedNextHop decode(WireReader in) throws MalformedMessageException {
      List<NextHopFamily> entries = new ArrayList<>();
      while (in.hasRemaining()) {
        int afi = in.u16("extended next hop AFI");
        int safi = in.u16("extended next hop SAFI");
        if (safi > 0xff) {
          throw in.bad(Kind.BAD_VALUE, "extended next hop SAFI", safi + " is not 0 to 255");
        }
        entries.add(
            new NextHopFamily(AddressFamily.of(afi, safi), in.u16("extended next hop AFI")));
      }
      return new ExtendedNextHop(entries);
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 6 * entries.size();
    }

    @Override
    public void encodeValue(WireWriter out) {
      for (NextHopFamily entry : entries) {
        out.u16(entry.family.afi()).u16(entry.family.safi()).u16(entry.nextHopAfi);
      }
    }
  }

  /** The sender's place in business (RFC 9234 section 4.1). */
  record Role(int value) implements Capability {
    static final int CODE = 9;

    /** The sender gives transit to us. */
    public static final Role PROVIDER = new Role(0);

    /** The sender is a route server, we are its client. */
    public static final Role ROUTE_SERVER = new Role(1);

    /** The sender is a client of our route server. */
    public static final Role ROUTE_SERVER_CLIENT = new Role(2);

    /** The sender gets transit from us. */
    public static final Role CUSTOMER = new Role(3);

    /** Neither gives transit to the other. */
    public static final Role PEER = new Role(4);

    /**
     * @throws IllegalArgumentException if the number is out of range
     */
    public Role {
      Unsigned.requireU8("role", value);
    }

    private static Role decode(WireReader in) throws MalformedMessageException {
      return new Role(in.u8("role"));
    }

    /** Whether a session between these two roles makes sense (RFC 9234 section 4.2). */
    public boolean matches(Role other) {
      return switch (value) {
        case 0 -> other.equals(CUSTOMER);
        case 1 -> other.equals(ROUTE_SERVER_CLIENT);
        case 2 -> other.equals(ROUTE_SERVER);
        case 3 -> other.equals(PROVIDER);
        case 4 -> other.equals(PEER);
        default -> false;
      };
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 1;
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.u8(value);
    }
  }

  /**
   * Routes may outlive the session for a while (RFC 4724 section 3, RFC 8538 section 2).
   *
   * @param flags four bits: {@link #RESTART_STATE}, {@link #NOTIFICATION}, two reserved ones
   * @param restartTimeSeconds 0 to 4,095
   * @param families what is kept
   */
  record GracefulRestart(int flags, int restartTimeSeconds, List<RestartFamily> families)
      implements Capability {
    static final int CODE = 64;

    /** The sender has restarted (R). */
    public static final int RESTART_STATE = 8;

    /** Routes outlive a NOTIFICATION too (N). */
    public static final int NOTIFICATION = 4;

    /**
     * A family that is kept.
     *
     * @param family which
     * @param flags eight bits: {@link #FORWARDING_STATE}, the others reserved
     */
    public record RestartFamily(AddressFamily family, int flags) {
      /** The sender has kept its forwarding state in the restart (F). */
      public static final int FORWARDING_STATE = 0x80;

      /**
       * @throws IllegalArgumentException if the flags are out of range
       */
      public RestartFamily {
        Objects.requireNonNull(family, "family");
        Unsigned.requireU8("flags of a family", flags);
      }

      /** Whether F is set. */
      public boolean forwardingStateKept() {
        return (flags & FORWARDING_STATE) != 0;
      }
    }

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public GracefulRestart {
      Unsigned.require("restart flags", flags, 15);
      Unsigned.require("restart time", restartTimeSeconds, 4095);
      families = List.copyOf(families);
    }

    private static GracefulRestart decode(WireReader in) throws MalformedMessageException {
      int first = in.u16("restart flags and time");
      List<RestartFamily> families = new ArrayList<>();
      while (in.hasRemaining()) {
        AddressFamily family = AddressFamily.decode(in);
        families.add(new RestartFamily(family, in.u8("restart flags of a family")));
      }
      return new GracefulRestart(first >>> 12, first & 0xfff, families);
    }

    /** Whether R is set. */
    public boolean hasRestarted() {
      return (flags & RESTART_STATE) != 0;
    }

    /** Whether N is set. */
    public boolean survivesNotification() {
      return (flags & NOTIFICATION) != 0;
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 2 + 4 * families.size();
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.u16(flags << 12 | restartTimeSeconds);
      for (RestartFamily entry : families) {
        entry.family.encode(out);
        out.u8(entry.flags);
      }
    }
  }

  /** Stale routes may stay for long (RFC 9494 section 3.1). */
  record LongLivedGracefulRestart(List<StaleFamily> families) implements Capability {
    static final int CODE = 71;

    /**
     * A family that is kept.
     *
     * @param family which
     * @param flags eight bits; the high one says that forwarding state was kept
     * @param staleTimeSeconds 0 to 16,777,215
     */
    public record StaleFamily(AddressFamily family, int flags, int staleTimeSeconds) {
      /**
       * @throws IllegalArgumentException if a number is out of range
       */
      public StaleFamily {
        Objects.requireNonNull(family, "family");
        Unsigned.requireU8("flags of a family", flags);
        Unsigned.require("stale time", staleTimeSeconds, 0xff_ffff);
      }
    }

    /** Copies the list. */
    public LongLivedGracefulRestart {
      families = List.copyOf(families);
    }

    private static LongLivedGracefulRestart decode(WireReader in) throws MalformedMessageException {
      List<StaleFamily> families = new ArrayList<>();
      while (in.hasRemaining()) {
        AddressFamily family = AddressFamily.decode(in);
        int flags = in.u8("long-lived flags of a family");
        int high = in.u8("long-lived stale time");
        families.add(new StaleFamily(family, flags, high << 16 | in.u16("long-lived stale time")));
      }
      return new LongLivedGracefulRestart(families);
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 7 * families.size();
    }

    @Override
    public void encodeValue(WireWriter out) {
      for (StaleFamily entry : families) {
        entry.family.encode(out);
        out.u8(entry.flags);
        out.u8(entry.staleTimeSeconds >>> 16).u16(entry.staleTimeSeconds & 0xffff);
      }
    }
  }

  /** Several paths for one prefix (RFC 7911 section 4). */
  record AddPath(List<PathsFamily> families) implements Capability {
    static final int CODE = 69;

    /**
     * A family with several paths.
     *
     * @param family which
     * @param sendReceive {@link #RECEIVE}, {@link #SEND}, {@link #BOTH}; another number is ignored
     */
    public record PathsFamily(AddressFamily family, int sendReceive) {
      /** The sender can receive several paths. */
      public static final int RECEIVE = 1;

      /** The sender can send several paths. */
      public static final int SEND = 2;

      /** Both. */
      public static final int BOTH = 3;

      /**
       * @throws IllegalArgumentException if the number is out of range
       */
      public PathsFamily {
        Objects.requireNonNull(family, "family");
        Unsigned.requireU8("send/receive", sendReceive);
      }

      /** Whether the sender of the capability can receive several paths. */
      public boolean receives() {
        return sendReceive == RECEIVE || sendReceive == BOTH;
      }

      /** Whether the sender of the capability can send several paths. */
      public boolean sends() {
        return sendReceive == SEND || sendReceive == BOTH;
      }
    }

    /** Copies the list. */
    public AddPath {
      families = List.copyOf(families);
    }

    private static AddPath decode(WireReader in) throws MalformedMessageException {
      List<PathsFamily> families = new ArrayList<>();
      while (in.hasRemaining()) {
        AddressFamily family = AddressFamily.decode(in);
        families.add(new PathsFamily(family, in.u8("send/receive")));
      }
      return new AddPath(families);
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int valueLength() {
      return 4 * families.size();
    }

    @Override
    public void encodeValue(WireWriter out) {
      for (PathsFamily entry : families) {
        entry.family.encode(out);
        out.u8(entry.sendReceive);
      }
    }
  }

  /** A capability without a record of its own. */
  record Unknown(int code, Octets value) implements Capability {
    /**
     * @throws IllegalArgumentException if the code is out of range or has a record of its own, or
     *     the value is longer than 255 octets
     */
    public Unknown {
      Unsigned.requireU8("capability code", code);
      if (isTyped(code)) {
        throw new IllegalArgumentException("capability " + code + " is not an unknown one");
      }
      Unsigned.requireU8("capability length", value.length());
    }

    @Override
    public int valueLength() {
      return value.length();
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.octets(value);
    }
  }

  private static boolean isTyped(int code) {
    return switch (code) {
      case Multiprotocol.CODE,
          RouteRefresh.CODE,
          ExtendedNextHop.CODE,
          ExtendedMessage.CODE,
          Role.CODE,
          GracefulRestart.CODE,
          FourOctetAsNumber.CODE,
          AddPath.CODE,
          EnhancedRouteRefresh.CODE,
          LongLivedGracefulRestart.CODE ->
          true;
      default -> false;
    };
  }

  /** All that is left in {@code in}. */
  static List<Capability> decodeAll(WireReader in) throws MalformedMessageException {
    List<Capability> all = new ArrayList<>();
    while (in.hasRemaining()) {
      int code = in.u8("capability code");
      WireReader value = in.sub(in.u8("capability length"), "capability value");
      all.add(decode(code, value));
      value.expectEnd("capability " + code);
    }
    return all;
  }

  private static Capability decode(int code, WireReader value) throws MalformedMessageException {
    return switch (code) {
      case Multiprotocol.CODE -> Multiprotocol.decode(value);
      case RouteRefresh.CODE -> new RouteRefresh();
      case ExtendedNextHop.CODE -> ExtendedNextHop.decode(value);
      case ExtendedMessage.CODE -> new ExtendedMessage();
      case Role.CODE -> Role.decode(value);
      case GracefulRestart.CODE -> GracefulRestart.decode(value);
      case FourOctetAsNumber.CODE -> FourOctetAsNumber.decode(value);
      case AddPath.CODE -> AddPath.decode(value);
      case EnhancedRouteRefresh.CODE -> new EnhancedRouteRefresh();
      case LongLivedGracefulRestart.CODE -> LongLivedGracefulRestart.decode(value);
      default -> new Unknown(code, value.rest());
    };
  }

  static int encodedLength(List<Capability> all) {
    int length = 0;
    for (Capability capability : all) {
      length += 2 + capability.valueLength();
    }
    return length;
  }

  static void encodeAll(List<Capability> all, WireWriter out) {
    for (Capability capability : all) {
      out.u8(capability.code()).u8(capability.valueLength());
      capability.encodeValue(out);
    }
  }
}
