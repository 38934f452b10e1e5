/**
 * The states of one IKE SA (RFC 7296), one class each, named for what the state waits for.
 *
 * <pre>
 *   initiator:  Idle ─ AwaitInitResponse ─ AwaitAuthResponse ─┐
 *                                                             ├─ Established ─ AwaitDeleteResponse
 *   responder:  AwaitInitRequest ─ AwaitAuthRequest ──────────┘
 *
 *   before Auth, once for each additional key exchange (RFC 9370):
 *   AwaitIntermediateResponse, AwaitIntermediateRequest
 *
 *   in the place of AwaitInitResponse, with a ticket (RFC 5723): AwaitResumeResponse
 *
 *   from every state to Lingering (repeats the last answer for a while) or Closed
 * </pre>
 *
 * <p>A state returns a {@link io.vpn4j.ike.state.Transition}; data that is valid in one state only
 * lives in that state's object. Matters that are the same in several states, such as the message
 * window and retransmission, are small objects that the states hold.
 */
package io.vpn4j.ike.state;
