package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RegistriesTest {

  @Test
  void printsNameAndNumber() {
    assertEquals("NO_PROPOSAL_CHOSEN(14)", NotifyType.NO_PROPOSAL_CHOSEN.toString());
    assertEquals("IKE_SA_INIT(34)", new ExchangeType(34).toString());
    assertEquals("TSi(44)", PayloadType.TSI.toString());
    assertEquals("ENCR(1)", TransformType.ENCR.toString());
    assertEquals("ESP(3)", ProtocolId.ESP.toString());
  }

  @Test
  void printsANumberWithoutANameInDecimalAndHexadecimal() {
    assertEquals("40970(0xa00a)", new NotifyType(40970).toString());
  }

  @Test
  void tellsErrorsFromStatus() {
    assertTrue(NotifyType.TS_MAX_QUEUE.isError());
    assertTrue(new NotifyType(16383).isError());
    assertFalse(NotifyType.INITIAL_CONTACT.isError());
    assertFalse(new NotifyType(65535).isError());
  }

  @Test
  void refusesASecondNameForANumber() {
    RegistryNames names = new RegistryNames();
    names.add(1, "ONE");

    assertThrows(IllegalStateException.class, () -> names.add(1, "UNO"));
  }
}
