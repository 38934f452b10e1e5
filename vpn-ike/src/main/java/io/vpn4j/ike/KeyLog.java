package io.vpn4j.ike;

/**
 * Receives keys as text that Wireshark reads, so that a capture of one's own traffic can be read.
 *
 * <p>Whoever has a line can read, and forge, everything that the SA protects. This is for looking
 * at a problem on a test bench and is off unless {@link IkeConfig#dangerouslyLogKeysTo()} turns it
 * on.
 */
public interface KeyLog {

  /** The files of a Wireshark profile that lines belong to. */
  enum Table {
    /** Keys of IKE SAs: {@code ikev2_decryption_table}. */
    IKE_SAS("ikev2_decryption_table"),
    /**
     * Keys of ESP SAs: {@code esp_sa}. Wireshark uses them only if its preference {@code
     * esp.enable_encryption_decode} is on.
     */
    ESP_SAS("esp_sa");

    private final String fileName;

    Table(String fileName) {
      this.fileName = fileName;
    }

    /** The name of the file in the profile's folder. */
    public String fileName() {
      return fileName;
    }
  }

  /**
   * Keys have come to be. Called by {@link IkeSession#handle} on its caller's thread, before the
   * first message that they protect is given out; it should not throw.
   *
   * @param table where the line belongs
   * @param line one line without its end; secret
   */
  void append(Table table, String line);
}
