package io.vpn4j.model.region;

/**
 * What an action leaves behind.
 *
 * @param region the snapshot after it
 * @param result what the service answers
 * @param <T> type of the answer
 */
public record Outcome<T>(VpnRegion region, T result) {}
