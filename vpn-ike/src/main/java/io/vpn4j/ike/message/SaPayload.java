package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * SA: what a side proposes or has chosen (RFC 7296 section 3.3).
 *
 * @param proposals at least one, in order of preference; their numbers are kept as they came
 * @param bits critical bit and reserved bits
 */
public record SaPayload(List<Proposal> proposals, PayloadBits bits) implements Payload {
  /**
   * @throws IllegalArgumentException if there is no proposal
   */
  public SaPayload {
    proposals = List.copyOf(proposals);
    if (proposals.isEmpty()) {
      throw new IllegalArgumentException("an SA payload has at least one proposal");
    }
    bits.requireReserved(0);
  }

  /** What we send. */
  public SaPayload(List<Proposal> proposals) {
    this(proposals, PayloadBits.NONE);
  }

  static SaPayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    List<Proposal> proposals = new ArrayList<>();
    do {
      proposals.add(Proposal.decode(body));
    } while (body.hasRemaining());
    return new SaPayload(proposals, PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.SA;
  }

  @Override
  public int bodyLength() {
    return proposals.stream().mapToInt(Proposal::encodedLength).sum();
  }

  @Override
  public void encodeBody(WireWriter out) {
    for (int i = 0; i < proposals.size(); i++) {
      proposals.get(i).encode(out, i + 1 == proposals.size());
    }
  }
}
