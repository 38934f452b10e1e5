package io.vpn4j.model.migration;

/** What a step does to traffic between the VPC and the network on premises. */
public enum Effect {
  /** Nothing. */
  NONE("none"),
  /** Prefixes become unreachable that were reachable. */
  OUTAGE_BEGINS("the outage begins"),
  /** What is unreachable stays so, and more may become it. */
  OUTAGE_GOES_ON("the outage goes on"),
  /** What was reachable before the migration is so again. */
  OUTAGE_ENDS("the outage ends"),
  /** Nothing is unreachable; the two directions take different ways. */
  ASYMMETRIC("none, but the two directions take different ways"),
  /** Both directions take one way again. */
  SYMMETRIC_AGAIN("none; both directions take the same way again"),
  /** Nothing is unreachable, but one more failure would make it so. */
  REDUNDANCY_LOST("none, but there is no second way"),
  /** There is a second way again. */
  REDUNDANCY_BACK("none; there is a second way again");

  private final String text;

  Effect(String text) {
    this.text = text;
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}
