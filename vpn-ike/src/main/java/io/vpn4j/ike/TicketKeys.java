package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;

/**
 * What a responder seals session tickets with (RFC 5723): AES-256-GCM under a key of its own that
 * nobody else has, so that it need not remember whom it gave tickets to.
 *
 * <p>Whoever has the key can make tickets, and reads of every ticket the SK_d in it. So keys are
 * short-lived: the owner calls {@link #rotate} at least once in {@link #ticketLifetime}; tickets of
 * the key before are still taken, older ones are not. One object may serve many sessions and
 * threads. Which tickets have been used is remembered here, up to a number, so that each resumes
 * one session only; an owner that rotates often enough never reaches that number.
 */
public final class TicketKeys implements Destroyable {
  private static final int KEY_OCTETS = 32;
  private static final int KEY_ID_OCTETS = 4;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_OCTETS = 16;
  private static final int MAX_SPENT = 65_536;

  private static final class Key {
    private final int id;
    private final byte[] octets;

    Key(int id, byte[] octets) {
      this.id = id;
      this.octets = octets;
    }
  }

  private final SecureRandom random;
  private final Duration ticketLifetime;
  private final Map<Octets, Instant> spent = new LinkedHashMap<>();
  private List<Key> newestFirst;

  /**
   * Keys of {@code random}.
   *
   * @param ticketLifetime how long a ticket is good; RFC 5723 section 6.2 wants it no longer than a
   *     full authentication would be
   * @throws IllegalArgumentException if {@code ticketLifetime} is not a second to 2^32-1 seconds
   */
  public TicketKeys(SecureRandom random, Duration ticketLifetime) {
    if (ticketLifetime.toSeconds() < 1 || ticketLifetime.toSeconds() > 0xffff_ffffL) {
      throw new IllegalArgumentException("ticketLifetime " + ticketLifetime + " is out of range");
    }
    this.random = random;
    this.ticketLifetime = ticketLifetime;
    this.newestFirst = List.of(fresh());
  }

  private Key fresh() {
    byte[] octets = new byte[KEY_OCTETS];
    random.nextBytes(octets);
    return new Key(random.nextInt(), octets);
  }

  /** How long a ticket is good. */
  public Duration ticketLifetime() {
    return ticketLifetime;
  }

  /** Seals with a new key from now on; opens with the key until now too, and with no older one. */
  public synchronized void rotate() {
    requireAlive();
    newestFirst.stream().skip(1).forEach(key -> Arrays.fill(key.octets, (byte) 0));
    newestFirst = List.of(fresh(), newestFirst.get(0));
  }

  /** A ticket that holds {@code contents}, which stay the caller's; what sessions call. */
  public synchronized Octets seal(byte[] contents) {
    requireAlive();
    Key key = newestFirst.get(0);
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    byte[] head = ByteBuffer.allocate(KEY_ID_OCTETS).putInt(key.id).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, head).doFinal(contents);
      return Octets.concat(Octets.of(head), Octets.of(nonce), Octets.of(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** What is in a ticket; empty if no key that we still have has sealed it. */
  public synchronized Optional<byte[]> open(Octets ticket) {
    requireAlive();
    int head = KEY_ID_OCTETS + NONCE_OCTETS;
    if (ticket.length() < head + TAG_OCTETS) {
      return Optional.empty();
    }
    int id = ticket.asByteBuffer().getInt();
    Optional<Key> key = newestFirst.stream().filter(k -> k.id == id).findFirst();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    byte[] nonce = ticket.slice(KEY_ID_OCTETS, head).toByteArray();
    byte[] clear = ticket.slice(0, KEY_ID_OCTETS).toByteArray();
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key.get(), nonce, clear)
              .doFinal(ticket.slice(head, ticket.length()).toByteArray()));
    } catch (AEADBadTagException forged) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] clear)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key.octets, "AES"), new GCMParameterSpec(8 * TAG_OCTETS, nonce));
    cipher.updateAAD(clear);
    return cipher;
  }

  /** Whether a ticket has resumed a session before. */
  public synchronized boolean isSpent(Octets ticketId) {
    return spent.containsKey(ticketId);
  }

  /** Whether the ticket had not been used before; it has been now. */
  public synchronized boolean spend(Instant now, Octets ticketId, Instant expiresAt) {
    spent.values().removeIf(expiry -> !now.isBefore(expiry));
    if (spent.size() >= MAX_SPENT) {
      return false;
    }
    return spent.putIfAbsent(ticketId, expiresAt) == null;
  }

  private void requireAlive() {
    if (isDestroyed()) {
      throw new IllegalStateException("the ticket keys are destroyed");
    }
  }

  /** Zeroes the keys: no ticket is good any more, and none can be issued. */
  @Override
  public synchronized void destroy() {
    newestFirst.forEach(key -> Arrays.fill(key.octets, (byte) 0));
    newestFirst = List.of();
  }

  @Override
  public synchronized boolean isDestroyed() {
    return newestFirst.isEmpty();
  }

  /** {@code TicketKeys[redacted]}. */
  @Override
  public String toString() {
    return "TicketKeys[redacted]";
  }
}
