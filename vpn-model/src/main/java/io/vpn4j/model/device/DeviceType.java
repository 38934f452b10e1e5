package io.vpn4j.model.device;

import java.util.Optional;

/**
 * A kind of customer gateway device that a configuration can be rendered for. Vendor, platform and
 * software are the words of GetVpnConnectionDeviceTypes, where AWS has the device.
 */
public enum DeviceType {
  /** Values in words, for a person who configures some other device. */
  GENERIC("Generic", "Generic", "Vendor Agnostic", null),
  /** strongSwan ({@code swanctl.conf}) on Linux, routes by BIRD 2. */
  STRONGSWAN_BIRD("Strongswan", "Linux, BIRD 2.0+", "Strongswan 5.8+", null),
  /** strongSwan ({@code swanctl.conf}) on Linux, routes by FRR. */
  STRONGSWAN_FRR("Strongswan", "Linux, FRR 8.0+", "Strongswan 5.8+", null),
  /** libreswan on Linux, routes by BIRD 2. */
  LIBRESWAN("Libreswan", "Linux, BIRD 2.0+", "Libreswan 4.0+", null),
  /** Cisco routers with IOS-XE. */
  CISCO_IOS_XE("Cisco Systems, Inc.", "CSRv AMI", "IOS-XE 16.12+", null),
  /** Juniper SRX. */
  JUNIPER_SRX("Juniper Networks, Inc.", "SRX Routers", "JunOS 18.1+", null),
  /** Fortinet FortiGate. */
  FORTINET_FORTIOS("Fortinet", "Fortigate 40+ Series", "FortiOS 6.4.4+", null),
  /** Palo Alto Networks PA series. */
  PALO_ALTO_PANOS("Palo Alto Networks", "PA Series", "PANOS 7.0+", "5fb390ba"),
  /** MikroTik RouterOS 7. */
  MIKROTIK_ROUTEROS("Mikrotik", "RouterOS", "7.1+", null),
  /** Yamaha RTX routers. */
  YAMAHA_RTX("Yamaha", "RTX Routers", "Rev.10.01.16+", null);

  private final String vendor;
  private final String platform;
  private final String software;
  private final Optional<String> vpnConnectionDeviceTypeId;

  DeviceType(String vendor, String platform, String software, String id) {
    this.vendor = vendor;
    this.platform = platform;
    this.software = software;
    this.vpnConnectionDeviceTypeId = Optional.ofNullable(id);
  }

  /** The vendor. */
  public String vendor() {
    return vendor;
  }

  /** The platform. */
  public String platform() {
    return platform;
  }

  /** The software, with the lowest version that the rendered text is written for. */
  public String software() {
    return software;
  }

  /** The identifier of the EC2 API for exactly this software, where it is known. */
  public Optional<String> vpnConnectionDeviceTypeId() {
    return vpnConnectionDeviceTypeId;
  }

  Renderer renderer() {
    return switch (this) {
      case GENERIC -> new GenericText();
      case STRONGSWAN_BIRD -> new StrongSwan(Bird::file);
      case STRONGSWAN_FRR -> new StrongSwan(Frr::file);
      case LIBRESWAN -> new Libreswan();
      case CISCO_IOS_XE -> new CiscoIosXe();
      case JUNIPER_SRX -> new JuniperSrx();
      case FORTINET_FORTIOS -> new FortiOs();
      case PALO_ALTO_PANOS -> new PanOs();
      case MIKROTIK_ROUTEROS -> new RouterOs();
      case YAMAHA_RTX -> new YamahaRtx();
    };
  }
}
