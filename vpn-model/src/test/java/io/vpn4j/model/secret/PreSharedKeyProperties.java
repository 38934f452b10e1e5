package io.vpn4j.model.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PreSharedKeyProperties {
  /** Mostly near the rule: its alphabet, its lengths, one character off. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> near =
        Arbitraries.strings()
            .withChars("0aZ9._")
            .withCharRange('a', 'z')
            .ofMinLength(6)
            .ofMaxLength(66);
    return Arbitraries.oneOf(near, near.map(text -> text + "-"), Arbitraries.strings());
  }

  @Property(tries = 1000)
  void takesExactlyWhatTheDocumentedExpressionTakes(@ForAll("texts") String text) {
    boolean expected = text.matches("^[A-Za-z0-9._]{8,64}$") && text.charAt(0) != '0';
    boolean taken;
    try {
      PreSharedKey.of(text);
      taken = true;
    } catch (IllegalArgumentException refused) {
      taken = false;
    }
    assertEquals(expected, taken);
  }
}
