package io.vpn4j.ike.fuzz;

import io.vpn4j.model.wire.Octets;
import java.util.Arrays;

/**
 * Octets read as numbers and pieces; behind the end there are zeros, and {@link #more} is false.
 */
public final class FuzzInput {
  private final byte[] octets;
  private int position;

  /** Reads {@code octets} from the first one on. */
  public FuzzInput(byte[] octets) {
    this.octets = octets;
  }

  /** Whether anything is left. */
  public boolean more() {
    return position < octets.length;
  }

  /** 0 to 255. */
  public int u8() {
    return more() ? octets[position++] & 0xff : 0;
  }

  /** 0 to 65,535. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** As many octets, or those that are left. */
  public Octets octets(int length) {
    int end = Math.min(octets.length, position + length);
    byte[] piece = Arrays.copyOfRange(octets, position, end);
    position = end;
    return Octets.of(piece);
  }

  /** All that is left. */
  public Octets rest() {
    return octets(octets.length - position);
  }
}
