package io.vpn4j.model.net;

import java.util.ArrayList;
import java.util.List;

/** Text of IPv6 addresses: RFC 4291 section 2.2 in, RFC 5952 out. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  static Ipv6Address parse(String text) {
    int gap = text.indexOf("::");
    List<Integer> head = new ArrayList<>();
    List<Integer> tail = new ArrayList<>();
    boolean ok;
    if (gap < 0) {
      ok = groups(text, head, true) && head.size() == GROUPS;
    } else {
      // A gap stands for at least one group (RFC 4291 2.2), and stands once.
      ok =
          groups(text.substring(0, gap), head, false)
              && groups(text.substring(gap + 2), tail, true)
              && head.size() + tail.size() < GROUPS;
    }
    if (!ok) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv6 address (RFC 4291 2.2)");
    }
    int[] all = new int[GROUPS];
    for (int i = 0; i < head.size(); i++) {
      all[i] = head.get(i);
    }
    for (int i = 0; i < tail.size(); i++) {
      all[GROUPS - tail.size() + i] = tail.get(i);
    }
    return new Ipv6Address(join(all, 0), join(all, 4));
  }

  private static boolean groups(String text, List<Integer> into, boolean ipv4TailAllowed) {
    if (text.isEmpty()) {
      return true;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (ipv4TailAllowed && i == parts.length - 1 && part.indexOf('.') >= 0) {
        int v4;
        try {
          v4 = Ipv4Address.of(part).value();
        } catch (IllegalArgumentException notIpv4) {
          return false;
        }
        into.add(v4 >>> 16);
        into.add(v4 & 0xffff);
        continue;
      }
      if (part.isEmpty() || part.length() > 4) {
        return false;
      }
      int group = 0;
      for (int c = 0; c < part.length(); c++) {
        // Only ASCII digits: Character.digit alone would take other scripts' digits too.
        int digit = part.charAt(c) < 128 ? Character.digit(part.charAt(c), 16) : -1;
        if (digit < 0) {
          return false;
        }
        group = group << 4 | digit;
      }
      into.add(group);
    }
    return into.size() <= GROUPS;
  }

  private static long join(int[] groups, int from) {
    long value = 0;
    for (int i = from; i < from + 4; i++) {
      value = value << 16 | groups[i];
    }
    return value;
  }

  static String format(Ipv6Address address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (48 - 16 * (i % 4))) & 0xffff;
    }
    // RFC 5952 4.2: shorten the longest run of two or more zero groups, the first among equals.
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int j = i;
      while (j < GROUPS && groups[j] == 0) {
        j++;
      }
      if (j - i > bestLength) {
        best = i;
        bestLength = j - i;
      }
      i = Math.max(i, j - 1);
    }
    // RFC 5952 section 5: an IPv4-mapped address shows its IPv4 part in dotted decimal.
    boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffffL;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < (mapped ? 6 : GROUPS); i++) {
      if (i == best) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (i > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    if (mapped) {
      text.append(':').append(new Ipv4Address((int) address.low()));
    }
    return text.toString();
  }
}
