/**
 * What {@link io.vpn4j.examples.Benchmarks} measures: an {@link Area} each, of figures that are
 * printed one to a line.
 *
 * <p>Not JMH: a figure here stands beside a yardstick, and on a machine with other tenants the two
 * are comparable only if they are measured in turn within the same second and the same JVM. JMH
 * runs one benchmark after the other, and its forks need a class path, which {@code exec:java} does
 * not have. {@link Interleaved} does instead what is needed: warm-up, rounds of both in alternating
 * order, medians.
 */
package io.vpn4j.examples.benchmark;
