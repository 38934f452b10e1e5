package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class IkeSaStatusTest {
  // As strongSwan 5.9.8 prints it, in one line and a last one.
  private static final String RAW =
      "list-sa event {t1 {uniqueid=1 version=2 state=ESTABLISHED local-host=198.51.100.9"
          + " local-port=4500 local-id=198.51.100.9 remote-host=198.51.100.1 remote-port=4500"
          + " remote-id=198.51.100.1 initiator=yes initiator-spi=78a1ca7519dc91f6"
          + " responder-spi=ed8518b3789f5e15 nat-remote=yes nat-any=yes encr-alg=AES_CBC"
          + " encr-keysize=256 integ-alg=HMAC_SHA2_256_128 prf-alg=PRF_HMAC_SHA2_256"
          + " dh-group=MODP_2048 established=1 rekey-time=13177 child-sas {n1-1 {name=n1"
          + " uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP encap=yes"
          + " spi-in=1c6b8780 spi-out=b9d91fd1 encr-alg=AES_GCM_16 encr-keysize=256"
          + " bytes-in=252 packets-in=3 use-in=0 bytes-out=168 packets-out=2 use-out=0"
          + " rekey-time=3453 life-time=3959 install-time=1 local-ts=[10.0.0.0/16 10.1.0.0/16]"
          + " remote-ts=[0.0.0.0/0]}}}}\nlist-sas reply {}\n";

  @Test
  void readsIkeSaAndItsChild() {
    IkeSaStatus sa = IkeSaStatus.parse(RAW).get(0);

    assertTrue(sa.established());
    assertEquals("t1", sa.name());
    assertEquals("198.51.100.9[4500]", sa.local());
    assertEquals("78a1ca7519dc91f6/ed8518b3789f5e15", sa.spis());
    assertEquals("AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048", sa.proposal());
    assertEquals(List.of(false, true), List.of(sa.natLocal(), sa.natRemote()));
    assertEquals(
        List.of(
            new IkeSaStatus.ChildSaStatus(
                "n1",
                "INSTALLED",
                true,
                "1c6b8780/b9d91fd1",
                "AES_GCM_16_256",
                252,
                168,
                3,
                2,
                List.of("10.0.0.0/16", "10.1.0.0/16"),
                List.of("0.0.0.0/0"))),
        sa.children());
  }

  @Test
  void readsThatThereIsNone() {
    assertEquals(List.of(), IkeSaStatus.parse("list-sas reply {}\n"));
  }

  @Test
  void refusesTextThatEndsWithinSection() {
    assertThrows(
        IllegalArgumentException.class, () -> IkeSaStatus.parse("list-sa event {t1 {state=NEW"));
  }
}
