/**
 * Keys as lines of Wireshark's tables, for {@link io.vpn4j.ike.KeyLog}. Algorithms that Wireshark
 * has no name for get no line.
 */
package io.vpn4j.ike.keylog;
