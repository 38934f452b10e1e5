package io.vpn4j.esp.wire;

import javax.crypto.spec.IvParameterSpec;

/**
 * An IV that is rewritten for each packet: spares an object and a copy a packet. What the provider
 * gets is a copy, since it may keep the last one to refuse its reuse.
 */
final class IvSpec extends IvParameterSpec {
  private final byte[] iv;

  /** Parameters with whatever {@code iv} holds when they are used. */
  IvSpec(byte[] iv) {
    super(iv);
    this.iv = iv;
  }

  @Override
  public byte[] getIV() {
    return iv.clone();
  }
}
