package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an initiator has been refused with, by whoever it was.
 *
 * @param told each of these once; a forger can make up more than anybody wants to read
 * @param latest the cause if the attempt comes to nothing
 */
record Refusals(List<IkeFailure> told, Optional<IkeFailure> latest) {
  static final Refusals NONE = new Refusals(List.of(), Optional.empty());

  /** More kinds than one responder has reasons. */
  private static final int MAX_TOLD = 8;

  Refusals {
    told = List.copyOf(told);
  }

  /** Whether {@code failure} is worth telling. */
  boolean isNews(IkeFailure failure) {
    return told.size() < MAX_TOLD && !told.contains(failure);
  }

  Refusals with(IkeFailure failure) {
    List<IkeFailure> all = new ArrayList<>(told);
    if (isNews(failure)) {
      all.add(failure);
    }
    return new Refusals(all, Optional.of(failure));
  }
}
