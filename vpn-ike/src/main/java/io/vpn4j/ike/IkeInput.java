package io.vpn4j.ike;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * What happens to a session. Each input carries the present time, from a clock that never goes
 * back; an input in any state is legal.
 */
public sealed interface IkeInput {

  /** The present time. */
  Instant now();

  /**
   * A datagram arrived.
   *
   * @param now the present time
   * @param path where it came in and from; the answer goes back on it
   * @param octets the IKE message without the non-ESP marker; read, never changed or kept
   */
  record Datagram(Instant now, UdpPath path, ByteBuffer octets) implements IkeInput {
    /** All are required. */
    public Datagram {
      Objects.requireNonNull(now, "now");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(octets, "octets");
    }
  }

  /**
   * Time has passed. Early, late and repeated ticks are harmless.
   *
   * @param now the present time
   */
  record Tick(Instant now) implements IkeInput {}

  /**
   * The owner wants something.
   *
   * @param now the present time
   * @param command what it wants
   */
  record Command(Instant now, IkeCommand command) implements IkeInput {}
}
