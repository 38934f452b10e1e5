package io.vpn4j.esp;

/** Where an SA stands in its {@link SaLifetime}. Never goes back. */
public enum SaAge {
  /** Below both soft limits. */
  FRESH,
  /** At a soft limit: it works, and wants to be replaced. */
  SOFT_EXPIRED,
  /** At a hard limit, or out of sequence numbers: it carries nothing more. */
  HARD_EXPIRED
}
