package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;

/** A MAC over packets (IKEv2 transform type 3), with its key; its first octets are the ICV. */
public abstract sealed class PacketMac permits HmacMac, AesMac {
  PacketMac() {}

  /** Octets of the whole MAC. */
  abstract int macOctets();

  /** Octets of it that are sent. */
  abstract int icvOctets();

  abstract void update(byte[] in, int at, int octets) throws GeneralSecurityException;

  /** Writes the whole MAC at {@code out[0]} and starts over. */
  abstract void doFinal(byte[] out) throws GeneralSecurityException;

  abstract void destroy();

  abstract boolean isErased();
}
