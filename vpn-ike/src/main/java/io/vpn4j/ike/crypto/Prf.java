package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.PrfAlgorithm;
import java.util.Arrays;
import java.util.Objects;

/**
 * A pseudorandom function of an IKE SA, and prf+ made of it.
 *
 * <p>Immutable, without key of its own, and safe for use by several threads if the provider is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.13">RFC 7296 section 2.13</a>
 */
public final class Prf {
  /** prf+ counts its blocks with one octet that starts at 1 (RFC 7296 section 2.13). */
  private static final int MAX_BLOCKS = 255;

  private final IkeCrypto crypto;
  private final PrfAlgorithm algorithm;

  private Prf(IkeCrypto crypto, PrfAlgorithm algorithm) {
    this.crypto = crypto;
    this.algorithm = algorithm;
  }

  /** The function {@code algorithm}, computed by the primitives of {@code crypto}. */
  public static Prf of(IkeCrypto crypto, PrfAlgorithm algorithm) {
    return new Prf(
        Objects.requireNonNull(crypto, "crypto"), Objects.requireNonNull(algorithm, "algorithm"));
  }

  /** Which function this is. */
  public PrfAlgorithm algorithm() {
    return algorithm;
  }

  /** The preferred key length in octets: that of SK_d, SK_pi and SK_pr. */
  public int keyOctets() {
    return algorithm.keyOctets();
  }

  /** Octets of one output. */
  public int outputOctets() {
    return algorithm.outputOctets();
  }

  /**
   * {@code prf(key, parts[0] | parts[1] | ...)}.
   *
   * @param key of any length, also empty (RFC 2104 section 2, RFC 4434 section 2, RFC 4615 section
   *     3)
   * @param parts read one after the other, as if concatenated
   * @return {@link #outputOctets()} octets, owned by the caller
   */
  public byte[] apply(byte[] key, byte[]... parts) {
    MacFunction function = MacFunction.of(algorithm);
    byte[] adapted = function.prfKey(crypto, key);
    byte[] output = function.compute(crypto, adapted, parts);
    Arrays.fill(adapted, (byte) 0);
    return output;
  }

  /**
   * The first {@code octets} octets of {@code prf+(key, seed)}.
   *
   * @return owned by the caller
   * @throws IllegalArgumentException if {@code octets} is negative or needs more than 255 blocks,
   *     for which prf+ is not defined
   */
  public byte[] plus(byte[] key, byte[] seed, int octets) {
    int longest = MAX_BLOCKS * outputOctets();
    if (octets < 0 || octets > longest) {
      throw new IllegalArgumentException(
          "prf+ of " + algorithm + " gives 0 to " + longest + " octets, not " + octets);
    }
    byte[] output = new byte[octets];
    byte[] block = new byte[0];
    int done = 0;
    for (int counter = 1; done < octets; counter++) {
      byte[] next = apply(key, block, seed, new byte[] {(byte) counter});
      Arrays.fill(block, (byte) 0);
      block = next;
      int taken = Math.min(block.length, octets - done);
      System.arraycopy(block, 0, output, done, taken);
      done += taken;
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  @Override
  public String toString() {
    return "Prf[" + algorithm + "]";
  }
}
