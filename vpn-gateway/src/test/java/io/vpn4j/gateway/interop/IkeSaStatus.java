package io.vpn4j.gateway.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An IKE SA as {@code swanctl --list-sas --raw} shows it.
 *
 * @param state in charon's words: CONNECTING, ESTABLISHED, DELETING, …
 * @param initiator whether this side initiated it
 * @param local this side's address and port, as {@code 198.51.100.1[4500]}; the port is that
 *     charon's socket is bound to, even if the wire shows another
 * @param remote the peer's address and port
 * @param localId this side's identity
 * @param remoteId the peer's identity
 * @param spis initiator's and responder's SPI, hexadecimal, with a slash between
 * @param proposal what was negotiated, as charon's log writes it: {@code
 *     AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048}
 * @param natLocal whether the peer's NAT detection says that a NAT is before this side
 * @param natRemote whether a NAT, or a peer that wants UDP encapsulation, is on the other side
 */
public record IkeSaStatus(
    String name,
    String state,
    boolean initiator,
    String local,
    String remote,
    String localId,
    String remoteId,
    String spis,
    String proposal,
    boolean natLocal,
    boolean natRemote,
    List<ChildSaStatus> children) {

  /**
   * A child SA.
   *
   * @param state in charon's words: INSTALLED, REKEYED, DELETING, …
   * @param encapsulated whether its ESP is in UDP
   * @param spis inbound and outbound SPI, hexadecimal, with a slash between
   * @param proposal what was negotiated: {@code AES_GCM_16_256}, or {@code
   *     AES_CBC_128/HMAC_SHA1_96}, with the group at the end after a rekey with one
   * @param octetsIn inner octets received
   * @param octetsOut inner octets sent
   * @param localTs this side's traffic selectors
   * @param remoteTs the peer's traffic selectors
   */
  public record ChildSaStatus(
      String name,
      String state,
      boolean encapsulated,
      String spis,
      String proposal,
      long octetsIn,
      long octetsOut,
      long packetsIn,
      long packetsOut,
      List<String> localTs,
      List<String> remoteTs) {
    /** Copies the lists. */
    public ChildSaStatus {
      localTs = List.copyOf(localTs);
      remoteTs = List.copyOf(remoteTs);
    }

    /** {@return whether it carries packets} */
    public boolean installed() {
      return state.equals("INSTALLED");
    }

    private static ChildSaStatus of(ViciSection child) {
      return new ChildSaStatus(
          child.value("name"),
          child.value("state"),
          child.flag("encap"),
          child.value("spi-in") + "/" + child.value("spi-out"),
          proposalOf(child),
          child.number("bytes-in"),
          child.number("bytes-out"),
          child.number("packets-in"),
          child.number("packets-out"),
          child.list("local-ts"),
          child.list("remote-ts"));
    }
  }

  /** Copies the list. */
  public IkeSaStatus {
    children = List.copyOf(children);
  }

  /** {@return whether it is authenticated} */
  public boolean established() {
    return state.equals("ESTABLISHED");
  }

  /** Parses what {@code swanctl --list-sas --raw} prints. */
  static List<IkeSaStatus> parse(String raw) {
    List<IkeSaStatus> sas = new ArrayList<>();
    for (ViciSection event : ViciSection.parseAll(raw, "list-sa event")) {
      event.sections().forEach((name, sa) -> sas.add(of(name, sa)));
    }
    return sas;
  }

  private static IkeSaStatus of(String name, ViciSection sa) {
    return new IkeSaStatus(
        name,
        sa.value("state"),
        sa.flag("initiator"),
        sa.value("local-host") + "[" + sa.value("local-port") + "]",
        sa.value("remote-host") + "[" + sa.value("remote-port") + "]",
        sa.value("local-id"),
        sa.value("remote-id"),
        sa.value("initiator-spi") + "/" + sa.value("responder-spi"),
        proposalOf(sa),
        sa.flag("nat-local"),
        sa.flag("nat-remote"),
        sa.section("child-sas").sections().values().stream().map(ChildSaStatus::of).toList());
  }

  private static String proposalOf(ViciSection sa) {
    String keySize = sa.value("encr-keysize");
    String encryption = sa.value("encr-alg") + (keySize.isEmpty() ? "" : "_" + keySize);
    return Stream.of(encryption, sa.value("integ-alg"), sa.value("prf-alg"), sa.value("dh-group"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }
}
