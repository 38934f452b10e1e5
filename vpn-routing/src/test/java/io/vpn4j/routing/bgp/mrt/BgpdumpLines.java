package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.routing.bgp.message.Aggregator;
import io.vpn4j.routing.bgp.message.AsPath;
import io.vpn4j.routing.bgp.message.AtomicAggregate;
import io.vpn4j.routing.bgp.message.Communities;
import io.vpn4j.routing.bgp.message.Community;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.FourOctetAs;
import io.vpn4j.routing.bgp.message.LocalPref;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.MpUnreachNlri;
import io.vpn4j.routing.bgp.message.MultiExitDisc;
import io.vpn4j.routing.bgp.message.NextHop;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.Origin;
import io.vpn4j.routing.bgp.message.PathAttribute;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Records as {@code bgpdump -m} prints them, one line for each route. */
final class BgpdumpLines {
  private final Consumer<String> lines;
  private PeerIndexTable peers;

  BgpdumpLines(Consumer<String> lines) {
    this.lines = lines;
  }

  void print(MrtRecord mrt) throws MalformedMessageException {
    if (mrt instanceof TableDump dump) {
      lines.accept(
          head("TABLE_DUMP", mrt, "B", dump.peer(), dump.peerAs())
              + text(dump.prefix())
              + "|"
              + attributes(FourOctetAs.merge(dump.pathAttributes()), Optional.empty()));
    } else if (mrt instanceof PeerIndexTable table) {
      peers = table;
    } else if (mrt instanceof RibEntries rib) {
      for (RibEntries.Entry entry : rib.entries()) {
        print(rib, entry);
      }
    } else if (mrt instanceof Bgp4mpStateChange change) {
      lines.accept(
          head("BGP4MP", mrt, "STATE", change.peer().peer(), change.peer().peerAs())
              + change.oldState()
              + "|"
              + change.newState());
    } else if (mrt instanceof Bgp4mpMessage message
        && ((Accepted) message.decode()).message() instanceof UpdateMessage update) {
      print(message, update);
    }
  }

  private void print(RibEntries rib, RibEntries.Entry entry) throws MalformedMessageException {
    PeerIndexTable.Peer peer = peers.peers().get(entry.peerIndex());
    List<PathAttribute> attributes = rib.pathAttributes(entry);
    lines.accept(
        head(
                rib.addPath() ? "TABLE_DUMP2_AP" : "TABLE_DUMP2",
                rib,
                "B",
                peer.address(),
                peer.asNumber())
            + text(rib.prefix())
            + (rib.addPath() ? "|" + entry.pathId() : "")
            + "|"
            + attributes(attributes, mpNextHop(attributes)));
  }

  private void print(Bgp4mpMessage message, UpdateMessage update) {
    IpAddress peer = message.peer().peer();
    AsNumber peerAs = message.peer().peerAs();
    for (Nlri nlri : update.withdrawn()) {
      lines.accept(head("BGP4MP", message, "W", peer, peerAs) + text(nlri.prefix()));
    }
    update
        .attribute(MpUnreachNlri.class)
        .ifPresent(
            unreach ->
                unreach
                    .withdrawn()
                    .forEach(
                        nlri ->
                            lines.accept(
                                head("BGP4MP", message, "W", peer, peerAs) + text(nlri.prefix()))));
    List<PathAttribute> attributes =
        message.peer().longAs() ? update.attributes() : FourOctetAs.merge(update.attributes());
    String head = head("BGP4MP", message, "A", peer, peerAs);
    for (Nlri nlri : update.nlri()) {
      lines.accept(head + text(nlri.prefix()) + "|" + attributes(attributes, Optional.empty()));
    }
    Optional<MpReachNlri> reach = update.attribute(MpReachNlri.class);
    if (reach.isPresent()) {
      for (Nlri nlri : reach.get().nlri()) {
        lines.accept(
            head + text(nlri.prefix()) + "|" + attributes(attributes, mpNextHop(attributes)));
      }
    }
  }

  private static Optional<IpAddress> mpNextHop(List<PathAttribute> attributes) {
    return find(attributes, MpReachNlri.class).map(MpReachNlri::nextHop);
  }

  private static String head(
      String kind, MrtRecord mrt, String letter, IpAddress peer, AsNumber peerAs) {
    return String.join(
            "|", kind, String.valueOf(mrt.time().seconds()), letter, text(peer), peerAs.toString())
        + "|";
  }

  private static String attributes(List<PathAttribute> all, Optional<IpAddress> mpNextHop) {
    return String.join(
            "|",
            find(all, AsPath.class).orElse(AsPath.EMPTY).toString(),
            find(all, Origin.class).map(Origin::toString).orElse("INCOMPLETE"),
            mpNextHop
                .or(() -> find(all, NextHop.class).map(NextHop::address))
                .map(BgpdumpLines::text)
                .orElse("255.255.255.255"),
            find(all, LocalPref.class).map(p -> String.valueOf(p.value())).orElse("0"),
            find(all, MultiExitDisc.class).map(m -> String.valueOf(m.value())).orElse("0"),
            find(all, Communities.class).map(BgpdumpLines::communities).orElse(""),
            find(all, AtomicAggregate.class).isPresent() ? "AG" : "NAG",
            find(all, Aggregator.class).map(a -> a.asNumber() + " " + a.identifier()).orElse(""))
        + "|";
  }

  private static String communities(Communities communities) {
    return communities.list().stream().map(BgpdumpLines::name).collect(Collectors.joining(" "));
  }

  private static String name(Community community) {
    if (community.equals(Community.NO_EXPORT)) {
      return "no-export";
    }
    if (community.equals(Community.NO_ADVERTISE)) {
      return "no-advertise";
    }
    return community.equals(Community.NO_EXPORT_SUBCONFED) ? "local-AS" : community.toString();
  }

  /**
   * As bgpdump writes it: unlike RFC 5952 a single group of zeros is left out too, and the end of
   * an IPv4-mapped address is dotted.
   */
  private static String text(IpAddress address) {
    if (!(address instanceof Ipv6Address v6)) {
      return address.toString();
    }
    if (v6.high() == 0 && v6.low() >>> 32 == 0xffff) {
      return "::ffff:" + new Ipv4Address((int) v6.low());
    }
    String text = v6.toString();
    return text.contains("::") ? text : text.replaceFirst("(^|:)0:", "::");
  }

  private static <T extends PathAttribute> Optional<T> find(
      List<PathAttribute> attributes, Class<T> kind) {
    return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static String text(IpPrefix prefix) {
    return text(prefix.address()) + "/" + prefix.length();
  }
}
