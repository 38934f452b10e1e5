package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the algorithms that a tunnel permits the device proposes (EC2 API,
 * GetVpnConnectionDeviceSampleConfiguration, {@code SampleType}). One of each kind is proposed, so
 * that what is written is what will run.
 */
public enum SampleType {
  /** The lowest that the tunnel permits, which AWS itself tries first. */
  COMPATIBILITY("compatibility"),
  /**
   * The best that the tunnel permits: AES-256, SHA-384 and group 20 first, as CNSA 1.0 has them,
   * and last what RFC 8247 section 2.4 and RFC 9395 tell not to use: groups 22 to 24, 5 and 2.
   */
  RECOMMENDED("recommended");

  private static final List<VpnEncryptionAlgorithm> ENCRYPTION =
      List.of(
          VpnEncryptionAlgorithm.AES256_GCM_16,
          VpnEncryptionAlgorithm.AES256,
          VpnEncryptionAlgorithm.AES128_GCM_16,
          VpnEncryptionAlgorithm.AES128);
  private static final List<VpnIntegrityAlgorithm> INTEGRITY =
      List.of(
          VpnIntegrityAlgorithm.SHA2_384,
          VpnIntegrityAlgorithm.SHA2_512,
          VpnIntegrityAlgorithm.SHA2_256,
          VpnIntegrityAlgorithm.SHA1);
  private static final List<Integer> GROUPS =
      List.of(20, 21, 19, 16, 15, 14, 17, 18, 24, 23, 22, 5, 2);

  private final String text;

  SampleType(String text) {
    this.text = text;
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  List<VpnEncryptionAlgorithm> encryption(List<VpnEncryptionAlgorithm> permitted) {
    return inOrder(permitted, ENCRYPTION);
  }

  List<VpnIntegrityAlgorithm> integrity(List<VpnIntegrityAlgorithm> permitted) {
    return inOrder(permitted, INTEGRITY);
  }

  List<Integer> groups(List<Integer> permitted) {
    return inOrder(permitted, GROUPS);
  }

  private <E extends Comparable<E>> List<E> inOrder(List<E> permitted, List<E> best) {
    Comparator<E> order =
        this == RECOMMENDED ? Comparator.comparingInt(best::indexOf) : Comparator.naturalOrder();
    return permitted.stream().sorted(order).toList();
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
