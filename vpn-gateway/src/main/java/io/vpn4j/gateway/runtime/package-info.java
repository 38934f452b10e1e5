/**
 * Inside of a running endpoint.
 *
 * <pre>
 *   UdpTransport ──── IKE ────► ControlLoop ─ EndpointController ─ IkeDemultiplexer
 *        │                                          │
 *        └── ESP ► DataPlane ◄── SAs, routes ───────┘
 *                      │
 *                  PacketPort
 * </pre>
 *
 * <p>{@link io.vpn4j.gateway.runtime.EndpointController} decides and has no thread, socket or
 * clock, so that whole networks of endpoints run in virtual time; {@link
 * io.vpn4j.gateway.runtime.ControlLoop} is its one thread. Packets never wait for it: {@link
 * io.vpn4j.gateway.runtime.DataPlane} runs on the threads that read or send.
 */
package io.vpn4j.gateway.runtime;
