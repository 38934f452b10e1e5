package io.vpn4j.ike.message;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.fuzz.FuzzInput;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A payload type and octets as a chain of payloads, as it stands inside a protected one: malformed,
 * or payloads that encode to the same octets and that negotiation can read.
 */
public final class PayloadFuzz {
  private static final ProposalSelection IKE =
      ProposalSelection.forIkeSa(
          IkeAlgorithms.aead(
              EncryptionAlgorithm.AES_GCM_16_128,
              PrfAlgorithm.HMAC_SHA2_256,
              KeyExchangeMethod.CURVE25519));
  private static final ProposalSelection ESP =
      ProposalSelection.forFirstChildSa(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128));

  private PayloadFuzz() {}

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    PayloadType type = new PayloadType(in.u8());
    Octets octets = in.rest();
    List<Payload> payloads;
    try {
      payloads = IkeCodec.decodePayloads(type, octets);
    } catch (MalformedMessageException e) {
      return;
    }
    if (!IkeCodec.encodePayloads(payloads).equals(octets)) {
      throw new AssertionError("encodes to other octets: " + payloads);
    }
    payloads.forEach(PayloadFuzz::negotiate);
  }

  private static void negotiate(Payload payload) {
    if (payload.toString().isEmpty()) {
      throw new AssertionError("no text");
    }
    if (payload instanceof SaPayload sa) {
      for (ProposalSelection selection : List.of(IKE, ESP)) {
        selection
            .choose(sa, Optional.of(31))
            .ifPresent(chosen -> requireAccepted(selection, chosen));
        selection.accept(sa);
        selection.explainMismatch(sa).explanation();
      }
    } else if (payload instanceof TsPayload ts) {
      TrafficSelector.narrow(
          TrafficSelectors.read(ts), List.of(TrafficSelector.anyIpv4())); // must not throw
    }
  }

  /** A choice is acceptable to whoever offered just this, which would be its proposal number 1. */
  private static void requireAccepted(ProposalSelection selection, Proposal chosen) {
    Proposal answer = new Proposal(1, chosen.protocol(), chosen.spi(), chosen.transforms());
    if (selection.accept(new SaPayload(List.of(answer))).isEmpty()) {
      throw new AssertionError("refuses its own choice: " + chosen);
    }
  }

  /** One input for each kind of payload. */
  public static List<Octets> seeds() {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(IKE.offer(Octets.EMPTY));
    payloads.add(ESP.offer(Octets.ofHex("0a0b0c0d")));
    payloads.add(new KePayload(31, Octets.of(new byte[32])));
    payloads.add(new IdPayload(true, IdPayload.FQDN, Octets.ofHex("612e6578616d706c65")));
    payloads.add(new IdPayload(false, IdPayload.IPV4_ADDR, Octets.ofHex("c0000201")));
    payloads.add(new CertPayload(CertPayload.X509_SIGNATURE, Octets.ofHex("3003020100")));
    payloads.add(new CertRequestPayload(4, Octets.of(new byte[20])));
    payloads.add(new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.of(new byte[32])));
    payloads.add(new NoncePayload(Octets.of(new byte[32])));
    payloads.add(NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, Octets.ofHex("0013")));
    payloads.add(
        new NotifyPayload(
            ProtocolId.ESP, Octets.ofHex("01020304"), NotifyType.REKEY_SA, Octets.EMPTY));
    payloads.add(DeletePayload.ikeSa());
    payloads.add(DeletePayload.esp(new EspSpi(256), new EspSpi(257)));
    payloads.add(new VendorIdPayload(Octets.ofHex("76706e346a")));
    payloads.add(TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())));
    payloads.add(
        new ConfigurationPayload(
            ConfigurationPayload.REQUEST,
            List.of(new ConfigurationAttribute(3, Octets.ofHex("c0000235")))));
    payloads.add(new EapPayload(Octets.ofHex("0105000501")));
    payloads.add(new UnknownPayload(new PayloadType(200), Octets.ofHex("0102")));
    List<Octets> seeds = new ArrayList<>();
    for (Payload payload : payloads) {
      seeds.add(
          Octets.concat(
              Octets.of(new byte[] {(byte) payload.type().value()}),
              IkeCodec.encodePayloads(List.of(payload))));
    }
    return seeds;
  }
}
