package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeFailure;

/**
 * One end cannot prove who it is, or has not.
 *
 * <p>Checked, so that a state has to decide what to answer; without a stack trace, because a peer
 * can cause any number of them.
 */
public final class AuthenticationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient IkeFailure failure;

  /** What to tell the owner; the peer learns nothing but AUTHENTICATION_FAILED. */
  public AuthenticationException(IkeFailure failure) {
    super(
        failure.explanation(),
        null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
    this.failure = failure;
  }

  /** Why. */
  public IkeFailure failure() {
    return failure;
  }
}
