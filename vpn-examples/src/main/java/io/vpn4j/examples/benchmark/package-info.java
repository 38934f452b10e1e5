/**
 * What {@link io.vpn4j.examples.Benchmarks} measures: an {@link Area} each, of figures that are
 * printed one to a line.
 *
 * <p>A figure here stands beside a yardstick, and on a machine with other tenants the two are
 * comparable only if they are measured in turn within the same second and the same JVM: {@link
 * io.vpn4j.examples.benchmark.Interleaved}. JMH, which runs one benchmark after the other, gives a
 * second opinion: {@link io.vpn4j.examples.benchmark.EspJmh}.
 */
package io.vpn4j.examples.benchmark;
