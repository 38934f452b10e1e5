/** The anti-replay window of one inbound SA (RFC 4303 section 3.4.3, RFC 6479). Not thread-safe. */
package io.vpn4j.esp.replay;
