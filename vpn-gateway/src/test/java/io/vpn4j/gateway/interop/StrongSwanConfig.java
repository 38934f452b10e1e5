package io.vpn4j.gateway.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One tunnel of one charon, as swanctl.conf and strongswan.conf of strongSwan 5.9 say it.
 *
 * <p>Either side may initiate: with {@link StartAction#START} this one does by itself, otherwise
 * {@link StrongSwan#initiate()} makes it do so, and it answers in any case. The connection is named
 * {@link #name()}, and so is its only child.
 */
public final class StrongSwanConfig {
  /** What charon does with the child when its connection is loaded. */
  public enum StartAction {
    /** Waits to be told, or for the peer, once. */
    NONE,
    /** Initiates, tries for ever, and comes back after a DELETE or a dead peer. */
    START
  }

  // The first plugin that offers an algorithm provides it: aesni and openssl before the portable
  // ones. kernel-libipsec before kernel-netlink: ESP in user space, netlink for all else.
  private static final String PLUGINS =
      "aesni openssl random drbg nonce aes sha1 sha2 md5 hmac kdf mgf1 gmp curve25519 chapoly gcm"
          + " ccm ctr cmac xcbc x509 revocation constraints pubkey pkcs1 pkcs8 pem"
          + " kernel-libipsec kernel-netlink socket-default vici updown counters";

  private final Builder values;

  private StrongSwanConfig(Builder values) {
    this.values = values;
  }

  /**
   * Begins a configuration with AWS-like defaults: IKEv2 with PSK, AES-256, SHA2-256 and group 14,
   * any traffic selectors, no MOBIKE, no DPD, no rekeying.
   *
   * @param name of the connection and its child: letters, digits and hyphens
   * @param local the outside address of this charon
   * @param remote the outside address of its peer
   * @param preSharedKey any characters; sent to charon as octets of its UTF-8
   */
  public static Builder builder(String name, Object local, Object remote, String preSharedKey) {
    return new Builder(name, local.toString(), remote.toString(), preSharedKey);
  }

  /** {@return a builder with the values of this configuration} */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** {@return the name of the connection and of its child} */
  public String name() {
    return values.name;
  }

  /** {@return the outside address of this charon} */
  public String local() {
    return values.local;
  }

  /** {@return the outside address of its peer} */
  public String remote() {
    return values.remote;
  }

  /** {@return this side's IKE port as the peer sees it} */
  public int ikePort() {
    return values.ikePort;
  }

  /** {@return this side's port for IKE and ESP after NAT detection, as the peer sees it} */
  public int nattPort() {
    return values.nattPort;
  }

  /** {@return the address on the TUN device, with its prefix length, if it is to have one} */
  public Optional<String> inside() {
    return Optional.ofNullable(values.inside);
  }

  /** {@return the pre-shared key} */
  String preSharedKey() {
    return values.preSharedKey;
  }

  /** Renders strongswan.conf, for both the daemon and swanctl. */
  String strongswanConf(String directory, int realIkePort, int realNattPort) {
    StringBuilder text = new StringBuilder("charon {\n");
    line(text, "load", PLUGINS);
    line(text, "port", realIkePort);
    line(text, "port_nat_t", realNattPort);
    // libipsec takes a good many for itself; with 8, vici never answers.
    line(text, "threads", 16);
    line(text, "install_routes", "no");
    line(text, "dos_protection", "no");
    values.charonSettings.forEach((key, value) -> line(text, key, value));
    text.append("plugins {\n");
    text.append("vici { socket = unix://").append(directory).append("/vici }\n");
    // libipsec routes 0.0.0.0/0 into its TUN device, in a table of its own, whatever
    // install_routes says. The rule to that table is for marked packets only: there are none.
    text.append("kernel-netlink { fwmark = 0x42 }\n}\n");
    text.append("filelog { log {\n");
    line(text, "path", directory + "/charon.log");
    line(text, "time_format", "%H:%M:%S");
    line(text, "time_add_ms", "yes");
    line(text, "flush_line", "yes");
    line(text, "default", 1);
    values.logLevels.forEach((group, level) -> line(text, group, level));
    text.append("} }\n}\nswanctl { load = pem pkcs1 x509 pubkey openssl random }\n");
    // Sections of one name are one section; what comes last counts.
    return text.append(values.renderedDaemon).toString();
  }

  /** Renders swanctl.conf, or gives the one that was rendered elsewhere. */
  String swanctlConf(int realNattPort) {
    if (!values.renderedConnection.isEmpty()) {
      return values.renderedConnection;
    }
    boolean start = values.startAction == StartAction.START;
    StringBuilder text = new StringBuilder();
    text.append("connections { ").append(values.name).append(" {\n");
    line(text, "version", 2);
    line(text, "local_addrs", values.localAddresses);
    line(text, "remote_addrs", values.remote);
    if (values.remotePort != 500) {
      // Neither port is 500, so the non-ESP marker is there from the first packet on.
      line(text, "local_port", realNattPort);
      line(text, "remote_port", values.remotePort);
    }
    line(text, "proposals", values.ikeProposals);
    line(text, "keyingtries", start ? 0 : 1);
    line(text, "mobike", values.mobike ? "yes" : "no");
    line(text, "encap", values.forceEncapsulation ? "yes" : "no");
    line(text, "dpd_delay", values.dpdDelay.toSeconds() + "s");
    line(text, "rekey_time", values.ikeRekey.toSeconds() + "s");
    line(text, "unique", "replace");
    values.connectionSettings.forEach((key, value) -> line(text, key, value));
    String auth = values.certificate.isEmpty() ? "psk" : "pubkey";
    text.append("local {\n");
    line(text, "auth", auth);
    if (!values.certificate.isEmpty()) {
      line(text, "certs", values.certificate);
    }
    line(text, "id", values.localId);
    text.append("}\nremote {\n");
    line(text, "auth", auth);
    line(text, "id", values.remoteId);
    text.append("}\nchildren { ").append(values.name).append(" {\n");
    line(text, "local_ts", values.localTs);
    line(text, "remote_ts", values.remoteTs);
    line(text, "esp_proposals", values.espProposals);
    line(text, "mode", "tunnel");
    line(text, "rekey_time", values.childRekey.toSeconds() + "s");
    line(text, "start_action", values.startAction.name().toLowerCase(Locale.ROOT));
    line(text, "close_action", values.startAction.name().toLowerCase(Locale.ROOT));
    line(text, "dpd_action", start ? "restart" : "clear");
    values.childSettings.forEach((key, value) -> line(text, key, value));
    text.append("} }\n} }\nsecrets { ike-1 {\n");
    line(text, "id-local", values.localId);
    line(text, "id-remote", values.remoteId);
    // Hexadecimal, as no character can be misread then.
    line(text, "secret", hex(values.preSharedKey));
    text.append("}\n");
    values.postQuantumKeys.forEach(
        (id, secret) -> {
          text.append("ppk-1 {\n");
          line(text, "id-1", id);
          line(text, "secret", hex(secret));
          text.append("}\n");
        });
    text.append("}\n");
    return text.toString();
  }

  /** {@return files below the folder of swanctl: their contents by their names} */
  Map<String, String> files() {
    return values.files;
  }

  private static String hex(String secret) {
    return "0x" + HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static void line(StringBuilder text, String key, Object value) {
    text.append(key).append(" = ").append(value).append('\n');
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String name;
    private final String local;
    private final String remote;
    private String preSharedKey;
    private String localId;
    private String remoteId;
    private String ikeProposals = "aes256-sha256-modp2048";
    private String espProposals = "aes256-sha256-modp2048";
    private String localTs = "0.0.0.0/0";
    private String remoteTs = "0.0.0.0/0";
    private String inside;
    private StartAction startAction = StartAction.NONE;
    private Duration dpdDelay = Duration.ZERO;
    private Duration ikeRekey = Duration.ZERO;
    private Duration childRekey = Duration.ZERO;
    private int ikePort = 500;
    private int nattPort = 4500;
    private int remotePort = 500;
    private boolean forceEncapsulation = true;
    private boolean mobike;
    private String localAddresses;
    private String certificate = "";
    private String renderedConnection = "";
    private String renderedDaemon = "";
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> postQuantumKeys = new LinkedHashMap<>();
    private final Map<String, String> charonSettings = new LinkedHashMap<>();
    private final Map<String, String> connectionSettings = new LinkedHashMap<>();
    private final Map<String, String> childSettings = new LinkedHashMap<>();
    private final Map<String, Integer> logLevels = new LinkedHashMap<>();

    private Builder(String name, String local, String remote, String preSharedKey) {
      if (!name.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException("name must be letters, digits, hyphens: " + name);
      }
      this.name = name;
      this.local = local;
      this.remote = remote;
      this.preSharedKey = Objects.requireNonNull(preSharedKey, "preSharedKey");
      this.localId = local;
      this.remoteId = remote;
      this.localAddresses = local;
      // charon's own 4 s and five repeats would make a test of a silent peer last minutes.
      charonSettings.put("retransmit_timeout", "1.0");
      charonSettings.put("retransmit_base", "1.4");
      charonSettings.put("retransmit_tries", "4");
    }

    private Builder(Builder other) {
      this.name = other.name;
      this.local = other.local;
      this.remote = other.remote;
      this.preSharedKey = other.preSharedKey;
      this.localId = other.localId;
      this.remoteId = other.remoteId;
      this.ikeProposals = other.ikeProposals;
      this.espProposals = other.espProposals;
      this.localTs = other.localTs;
      this.remoteTs = other.remoteTs;
      this.inside = other.inside;
      this.startAction = other.startAction;
      this.dpdDelay = other.dpdDelay;
      this.ikeRekey = other.ikeRekey;
      this.childRekey = other.childRekey;
      this.ikePort = other.ikePort;
      this.nattPort = other.nattPort;
      this.remotePort = other.remotePort;
      this.forceEncapsulation = other.forceEncapsulation;
      this.mobike = other.mobike;
      this.localAddresses = other.localAddresses;
      this.certificate = other.certificate;
      this.renderedConnection = other.renderedConnection;
      this.renderedDaemon = other.renderedDaemon;
      this.files.putAll(other.files);
      this.postQuantumKeys.putAll(other.postQuantumKeys);
      this.charonSettings.putAll(other.charonSettings);
      this.connectionSettings.putAll(other.connectionSettings);
      this.childSettings.putAll(other.childSettings);
      this.logLevels.putAll(other.logLevels);
    }

    /** Replaces the pre-shared key. */
    public Builder preSharedKey(String value) {
      preSharedKey = Objects.requireNonNull(value, "preSharedKey");
      return this;
    }

    /** Authenticates both ends by certificates; this end by that in a file of {@code x509}. */
    public Builder certificate(String name) {
      certificate = name;
      return this;
    }

    /** Adds a file below the folder of swanctl, such as {@code x509ca/ca.pem}. */
    public Builder file(String name, String contents) {
      files.put(name, contents);
      return this;
    }

    /** Adds a secret for {@code ppk_id}. */
    public Builder postQuantumKey(String id, String secret) {
      postQuantumKeys.put(id, secret);
      return this;
    }

    /** Sets the identity sent as IDi or IDr: an address (the default) or a host name. */
    public Builder localId(String value) {
      localId = value;
      return this;
    }

    /** Sets the identity that the peer must prove; {@code %any} for any. */
    public Builder remoteId(String value) {
      remoteId = value;
      return this;
    }

    /** Sets the IKE proposals in swanctl's syntax, comma separated. */
    public Builder ikeProposals(String value) {
      ikeProposals = value;
      return this;
    }

    /** Sets the ESP proposals in swanctl's syntax; a group in one counts on rekeying only. */
    public Builder espProposals(String value) {
      espProposals = value;
      return this;
    }

    /** Sets this side's traffic selectors, comma separated. */
    public Builder localTs(String value) {
      localTs = value;
      return this;
    }

    /** Sets the peer's traffic selectors, comma separated. */
    public Builder remoteTs(String value) {
      remoteTs = value;
      return this;
    }

    /** Gives the TUN device an address, with its prefix length. */
    public Builder inside(String addressAndLength) {
      inside = addressAndLength;
      return this;
    }

    /** Sets whether charon starts the tunnel by itself. */
    public Builder startAction(StartAction value) {
      startAction = value;
      return this;
    }

    /** Sets after how long a silence the peer is probed, in whole seconds; zero for never. */
    public Builder dpdDelay(Duration value) {
      dpdDelay = value;
      return this;
    }

    /** Sets when this side rekeys the IKE SA, in whole seconds; zero for never. */
    public Builder ikeRekey(Duration value) {
      ikeRekey = value;
      return this;
    }

    /** Sets when this side rekeys the child, in whole seconds; zero for never. */
    public Builder childRekey(Duration value) {
      childRekey = value;
      return this;
    }

    /** Sets this side's ports as the peer sees them: 500 and 4500 by default. */
    public Builder ownPorts(int ike, int natt) {
      ikePort = ike;
      nattPort = natt;
      return this;
    }

    /**
     * Sets the peer's IKE port. Any but 500 is its only one: all goes there from this side's second
     * port, IKE with the non-ESP marker from the first packet on.
     */
    public Builder remotePort(int value) {
      remotePort = value;
      return this;
    }

    /** Sets {@code encap}; true by default. libipsec forces it anyway. */
    public Builder forceEncapsulation(boolean value) {
      forceEncapsulation = value;
      return this;
    }

    /** Sets {@code mobike}; false by default. */
    public Builder mobike(boolean value) {
      mobike = value;
      return this;
    }

    /**
     * Sets the addresses that charon may use, comma separated, the one to begin with first; {@code
     * %any} for all of the host. By default the one outside address, which it cannot leave.
     */
    public Builder localAddresses(String value) {
      localAddresses = value;
      return this;
    }

    /** Adds or replaces a setting of the {@code charon} section. */
    public Builder charonSetting(String key, String value) {
      charonSettings.put(key, value);
      return this;
    }

    /** Adds a setting of the connection. */
    public Builder connectionSetting(String key, String value) {
      connectionSettings.put(key, value);
      return this;
    }

    /** Adds a setting of the child. */
    public Builder childSetting(String key, String value) {
      childSettings.put(key, value);
      return this;
    }

    /**
     * Takes the connection, its child and its secret from a swanctl.conf rendered elsewhere, and
     * nothing of them from here; both must have the name of this configuration.
     *
     * @param swanctlConf used as it is
     * @param strongswanConf appended to what this harness needs
     */
    public Builder rendered(String swanctlConf, String strongswanConf) {
      renderedConnection = swanctlConf;
      renderedDaemon = strongswanConf;
      return this;
    }

    /** Sets the level of one of charon's log groups (ike, enc, net, …), from -1 to 4. */
    public Builder log(String group, int level) {
      logLevels.put(group, level);
      return this;
    }

    /** {@return the configuration} */
    public StrongSwanConfig build() {
      return new StrongSwanConfig(new Builder(this));
    }
  }
}
