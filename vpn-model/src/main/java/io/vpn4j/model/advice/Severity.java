package io.vpn4j.model.advice;

/** How much an advice matters; the gravest comes first. */
public enum Severity {
  /** Traffic does not flow, or is dropped on the way. */
  ERROR,
  /** It works until something fails, or is weaker than it need be. */
  WARNING,
  /** Right in many networks; one should know it. */
  NOTE
}
