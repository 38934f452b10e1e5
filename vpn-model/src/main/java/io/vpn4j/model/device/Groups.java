package io.vpn4j.model.device;

/** Diffie-Hellman groups by the names that several devices share. */
final class Groups {
  private Groups() {}

  /** {@code modp2048} and {@code ecp384} for 14 and 20; 22 to 24 in strongSwan's form. */
  static String name(int group) {
    return switch (group) {
      case 2 -> "modp1024";
      case 5 -> "modp1536";
      case 14 -> "modp2048";
      case 15 -> "modp3072";
      case 16 -> "modp4096";
      case 17 -> "modp6144";
      case 18 -> "modp8192";
      case 19 -> "ecp256";
      case 20 -> "ecp384";
      case 21 -> "ecp521";
      case 22 -> "modp1024s160";
      case 23 -> "modp2048s224";
      case 24 -> "modp2048s256";
      default -> throw new IllegalArgumentException("Diffie-Hellman group " + group);
    };
  }
}
