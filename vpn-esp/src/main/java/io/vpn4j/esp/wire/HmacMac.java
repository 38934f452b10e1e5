package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** An HMAC of the JCA (RFC 2404, RFC 4868). */
final class HmacMac extends PacketMac {
  private final Mac mac;
  private final SaKey key;
  private final int icvOctets;

  /** A MAC with a copy of {@code key}; {@code name} is what {@code javax.crypto.Mac} calls it. */
  HmacMac(Jca jca, String name, byte[] key, int icvOctets) throws GeneralSecurityException {
    this.mac = jca.mac(name);
    this.key = new SaKey(name, key, 0, key.length);
    this.icvOctets = icvOctets;
    mac.init(this.key);
  }

  @Override
  int macOctets() {
    return mac.getMacLength();
  }

  @Override
  int icvOctets() {
    return icvOctets;
  }

  @Override
  void update(byte[] in, int at, int octets) {
    mac.update(in, at, octets);
  }

  @Override
  void doFinal(byte[] out) throws GeneralSecurityException {
    mac.doFinal(out, 0);
  }

  @Override
  void destroy() {
    key.destroy();
  }

  @Override
  boolean isErased() {
    return key.isErased();
  }
}
