package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FibTest {
  private final Fib<String> fib = new Fib<>();

  @Test
  void prefersTheLongestOfNestedPrefixes() {
    put("0.0.0.0/0", "default");
    put("10.0.0.0/8", "eight");
    put("10.1.0.0/16", "sixteen");
    put("10.1.2.3/32", "host");
    assertEquals("host", lookup("10.1.2.3"));
    assertEquals("sixteen", lookup("10.1.2.4"));
    assertEquals("eight", lookup("10.2.0.0"));
    assertEquals("default", lookup("11.0.0.0"));
    assertEquals("default", lookup("255.255.255.255"));
  }

  @Test
  void fallsBackToTheCoveringPrefixAfterRemoval() {
    put("10.0.0.0/8", "eight");
    put("10.1.0.0/16", "sixteen");
    fib.remove(IpPrefix.of("10.1.0.0/16"));
    assertEquals("eight", lookup("10.1.2.3"));
    fib.remove(IpPrefix.of("10.0.0.0/8"));
    assertNull(lookup("10.1.2.3"));
    assertEquals(0, fib.size());
  }

  @Test
  void keepsTheFamiliesApart() {
    put("::/0", "six");
    assertNull(lookup("10.0.0.1"));
    put("0.0.0.0/0", "four");
    assertEquals("six", lookup("2001:db8::1"));
    assertEquals("four", lookup("10.0.0.1"));
  }

  @Test
  void matchesIpv6AcrossTheBorderOfItsTwoWords() {
    put("2001:db8::/63", "sixtyThree");
    put("2001:db8::8000:0:0:0/65", "sixtyFive");
    put("2001:db8::1/128", "host");
    assertEquals("sixtyThree", lookup("2001:db8:0:1::5"));
    assertEquals("sixtyFive", lookup("2001:db8::8000:0:0:9"));
    assertEquals("host", lookup("2001:db8::1"));
    assertNull(lookup("2001:db8:0:2::"));
  }

  @Test
  void showsTheMatchedPrefix() {
    put("10.1.0.0/16", "sixteen");
    assertEquals(
        Optional.of(new PrefixTrie.Entry<>(IpPrefix.of("10.1.0.0/16"), "sixteen")),
        fib.longestMatch(IpAddress.of("10.1.9.9")));
    assertEquals(Optional.empty(), fib.longestMatch(IpAddress.of("10.2.0.0")));
  }

  @Test
  void iteratesInTheOrderOfPrefixes() {
    for (String prefix :
        List.of("::/0", "10.0.0.0/9", "128.0.0.0/1", "10.0.0.0/8", "0.0.0.0/0", "10.0.1.0/24")) {
      put(prefix, prefix);
    }
    assertEquals(
        List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/9", "10.0.1.0/24", "128.0.0.0/1", "::/0"),
        List.copyOf(fib.snapshot().toMap().values()));
  }

  @Test
  void replacesEverythingAtOnce() {
    put("10.0.0.0/8", "old");
    fib.replaceAll(Map.of(IpPrefix.of("11.0.0.0/8"), "new"));
    assertNull(lookup("10.0.0.1"));
    assertEquals("new", lookup("11.0.0.1"));
    assertEquals(1, fib.size());
  }

  @Test
  void refusesNullTargets() {
    assertThrows(NullPointerException.class, () -> put("10.0.0.0/8", null));
    assertEquals(0, fib.size());
  }

  /** Crosses both sizes at which the direct array comes and goes, in both families. */
  @Test
  void growsAndShrinksWithoutForgetting() {
    Map<IpPrefix, String> expected = new HashMap<>();
    for (int i = 0; i < Fib.DIRECT_FROM + 500; i++) {
      IpPrefix v4 = IpPrefix.containing(new Ipv4Address(i * 0x9e37_79b9), 20 + i % 13);
      IpPrefix v6 =
          IpPrefix.containing(new Ipv6Address(0x2001L << 48 | (long) i * 0x9e37_79b9L, 0), 64);
      put(v4.toString(), "v4 " + i);
      put(v6.toString(), "v6 " + i);
      expected.put(v4, "v4 " + i);
      expected.put(v6, "v6 " + i);
    }
    assertEquals(expected, fib.snapshot().toMap());
    expected.forEach(
        (prefix, target) -> {
          assertEquals(Optional.of(target), fib.get(prefix));
          assertEquals(
              fib.longestMatch(prefix.address()).map(PrefixTrie.Entry::value),
              fib.lookup(prefix.address()));
        });
    for (IpPrefix prefix : List.copyOf(expected.keySet())) {
      fib.remove(prefix);
      assertEquals(
          fib.longestMatch(prefix.address()).map(PrefixTrie.Entry::value),
          fib.lookup(prefix.address()));
    }
    assertEquals(0, fib.size());
  }

  private void put(String prefix, String target) {
    fib.put(IpPrefix.of(prefix), target);
  }

  private String lookup(String address) {
    return fib.lookup(IpAddress.of(address)).orElse(null);
  }
}
