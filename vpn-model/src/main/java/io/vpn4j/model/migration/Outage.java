package io.vpn4j.model.migration;

import java.util.Optional;

/**
 * A flow that a plan interrupts.
 *
 * @param flow which one
 * @param begins the step during which it is lost
 * @param ends the step that restores it; absent if none does
 */
public record Outage(Flow flow, Step begins, Optional<Step> ends) {}
