package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PrerequisitesTest {
  private static final List<String> MISSING = List.of("the command nft", "/dev/net/tun");

  @Test
  void skipsAndNamesAllThatIsMissing() {
    TestAbortedException skipped =
        assertThrows(TestAbortedException.class, () -> Prerequisites.enforce("auto", MISSING));
    assertTrue(skipped.getMessage().contains("the command nft; /dev/net/tun"));
  }

  @Test
  void failsWhereTheyAreRequired() {
    AssertionError failed =
        assertThrows(AssertionError.class, () -> Prerequisites.enforce("required", MISSING));
    assertTrue(failed.getMessage().contains("the command nft; /dev/net/tun"));
  }

  @Test
  void goesOnWhenNothingIsMissing() {
    assertDoesNotThrow(() -> Prerequisites.enforce("auto", List.of()));
    assertDoesNotThrow(() -> Prerequisites.enforce("required", List.of()));
  }

  @Test
  void refusesAnyOtherMode() {
    assertThrows(IllegalArgumentException.class, () -> Prerequisites.enforce("requird", List.of()));
  }
}
