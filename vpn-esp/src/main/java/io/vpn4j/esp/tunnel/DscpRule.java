package io.vpn4j.esp.tunnel;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * The DSCP of the outer header, by that of the inner one (RFC 4301 section 5.1.2, note 5). At the
 * far end the inner DSCP stays, whatever became of the outer one on the path.
 *
 * <p>A DSCP outside lets the path order packets of one SA by class; where classes overtake each
 * other by more than the replay window, the late ones are lost (RFC 4301 section 4.1). Give each
 * class an SA, or one DSCP to all.
 */
public final class DscpRule {
  /** The inner DSCP: the default of RFC 4301. It shows the path which class a packet is of. */
  public static final DscpRule COPY = mapped(dscp -> dscp);

  private static final int VALUES = 64;

  private final byte[] outer;

  private DscpRule(byte[] outer) {
    this.outer = outer;
  }

  /**
   * The same for every packet, which hides the classes.
   *
   * @throws IllegalArgumentException unless {@code dscp} is 0 to 63
   */
  public static DscpRule fixed(int dscp) {
    return mapped(inner -> dscp);
  }

  /**
   * A table, for a path that gives the values another meaning.
   *
   * @param map from each inner DSCP, 0 to 63, to the outer one; asked now, once for each
   * @throws IllegalArgumentException if it answers anything but 0 to 63
   */
  public static DscpRule mapped(IntUnaryOperator map) {
    Objects.requireNonNull(map, "map");
    byte[] table = new byte[VALUES];
    for (int inner = 0; inner < VALUES; inner++) {
      int dscp = map.applyAsInt(inner);
      if (dscp < 0 || dscp >= VALUES) {
        throw new IllegalArgumentException("dscp " + dscp + " for " + inner + "; 0 to 63");
      }
      table[inner] = (byte) dscp;
    }
    return new DscpRule(table);
  }

  /** The outer DSCP, 0 to 63; of {@code innerDscp} the low six bits count. */
  public int outer(int innerDscp) {
    return outer[innerDscp & (VALUES - 1)];
  }
}
