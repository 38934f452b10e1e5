package io.vpn4j.model.device;

/**
 * Dead peer detection in the terms of devices: a probe each {@code interval} seconds, and the peer
 * is dead after {@code retries} that stay unanswered, so about when AWS finds the device dead.
 */
record DeadPeerDetection(int intervalSeconds, int retries) {
  private static final int INTERVAL = 10;

  /**
   * For {@code DPDTimeoutSeconds}: AWS counts the first interval and the retries, 10 + 3 * 10 = 40.
   *
   * @param maxRetries the most that the device takes
   * @param maxInterval the most that the device takes, in seconds
   */
  static DeadPeerDetection of(int timeoutSeconds, int maxInterval, int maxRetries) {
    int retries = Math.max(1, timeoutSeconds / INTERVAL - 1);
    if (retries <= maxRetries) {
      return new DeadPeerDetection(INTERVAL, retries);
    }
    return new DeadPeerDetection(
        Math.min(maxInterval, timeoutSeconds / (maxRetries + 1)), maxRetries);
  }
}
