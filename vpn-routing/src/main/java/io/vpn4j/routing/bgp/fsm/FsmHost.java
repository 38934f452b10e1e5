package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpConfig;
import io.vpn4j.routing.bgp.BgpOutput;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.TransportId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/** What the machines of one peer share: its configuration, the present time, the outputs. */
public final class FsmHost {
  private final BgpConfig config;
  private final RandomGenerator random;
  private final BiPredicate<Fsm, SessionInfo> admission;
  private List<BgpOutput> outputs = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private long attempts;

  /**
   * A host.
   *
   * @param config the peer
   * @param random for jitter only; need not be unpredictable
   * @param admission whether a machine that has got an OPEN may go on, for the sake of others (RFC
   *     4271 section 6.8)
   */
  public FsmHost(
      BgpConfig config, RandomGenerator random, BiPredicate<Fsm, SessionInfo> admission) {
    this.config = config;
    this.random = random;
    this.admission = admission;
  }

  /** Begins a step: the present time, and no outputs. */
  public void begin(Instant time) {
    now = time;
    outputs = new ArrayList<>();
  }

  /** The outputs of this step so far. */
  public List<BgpOutput> outputs() {
    return outputs;
  }

  /** Adds an output. */
  public void emit(BgpOutput output) {
    outputs.add(output);
  }

  /** The present time. */
  public Instant now() {
    return now;
  }

  BgpConfig config() {
    return config;
  }

  boolean admits(Fsm fsm, SessionInfo agreed) {
    return admission.test(fsm, agreed);
  }

  /** RFC 4271 section 10: a factor of 0.75 to 1. */
  double jitter() {
    return 0.75 + 0.25 * random.nextDouble();
  }

  TransportId nextOutbound() {
    attempts++;
    return TransportId.outbound(attempts);
  }
}
