package io.vpn4j.examples.benchmark;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A routing table of one family, real or generated.
 *
 * @param entries prefixes and targets; a target is one of {@link #TARGETS}
 */
record FibTable(Map<IpPrefix, Integer> entries) {
  /** A router of the Internet has few neighbors for many prefixes. */
  static final List<Integer> TARGETS = IntStream.range(0, 64).boxed().toList();

  /** Names a gzipped file of lines as {@code bgpdump -m} prints them. */
  static final String PROPERTY = "vpn4j.bgpTable";

  private static final String SHARED =
      "shared/data/bgp/mrt/fulltable-20100701.peer-202.249.2.169.bgpdump-m.txt.gz";

  /** The file that the property names, or the one beside the project. */
  static Optional<Path> realFile() {
    String named = System.getProperty(PROPERTY);
    Stream<String> places =
        named != null ? Stream.of(named) : Stream.of("../" + SHARED, "../../" + SHARED);
    return places.map(Path::of).filter(Files::isReadable).findFirst();
  }

  /**
   * The first {@code most} prefixes of a real table; the target is the neighbor's neighbor, as a
   * router beside that neighbor would have it.
   */
  static FibTable read(Path file, int most) throws IOException {
    Map<String, Integer> targets = new HashMap<>();
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line;
      while (entries.size() < most && (line = in.readLine()) != null) {
        List<String> fields = List.of(line.split("\\|", 8));
        List<String> path = List.of(fields.get(6).split(" ", 3));
        String next = path.get(Math.min(1, path.size() - 1));
        int target = targets.computeIfAbsent(next, as -> targets.size()) % TARGETS.size();
        entries.put(IpPrefix.of(fields.get(5)), TARGETS.get(target));
      }
    }
    return new FibTable(entries);
  }

  /**
   * Allocations of /12 to /20 scattered over the unicast space, each announced whole, in parts or
   * both; lengths as in the global table, where about 60 of 100 prefixes are a /24.
   */
  static FibTable generatedIpv4(int count) {
    int[] share = {1, 4, 12, 10, 45, 110, 90, 100, 628}; // per mille of /16 … /24
    SplittableRandom random = new SplittableRandom(1);
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    while (entries.size() < count) {
      int allocation = random.nextInt(1, 224) << 24 | random.nextInt(1 << 24);
      int allocationLength = random.nextInt(12, 21);
      IpPrefix whole = IpPrefix.containing(new Ipv4Address(allocation), allocationLength);
      if (random.nextBoolean()) {
        entries.put(whole, target(random));
      }
      int parts = random.nextInt(1, 40);
      for (int i = 0; i < parts && entries.size() < count; i++) {
        int length = Math.max(allocationLength, 16 + pick(share, random));
        int bits = ((Ipv4Address) whole.address()).value() | random.nextInt() >>> allocationLength;
        entries.put(IpPrefix.containing(new Ipv4Address(bits), length), target(random));
      }
    }
    return new FibTable(entries);
  }

  /** /32 allocations of the registries, announced whole and as /36 to /48. */
  static FibTable generatedIpv6(int count) {
    int[] registries = {
      0x2001, 0x2400, 0x2402, 0x2404, 0x2600, 0x2604, 0x2800, 0x2a00, 0x2a02, 0x2c0f
    };
    int[] lengths = {32, 36, 40, 44, 48};
    int[] share = {150, 80, 120, 150, 500};
    SplittableRandom random = new SplittableRandom(1);
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    while (entries.size() < count) {
      int registry = registries[random.nextInt(registries.length)] + random.nextInt(16);
      long allocation = (long) registry << 48 | (long) random.nextInt(1 << 16) << 32;
      int parts = random.nextInt(1, 16);
      for (int i = 0; i < parts && entries.size() < count; i++) {
        long bits = allocation | (random.nextInt(1 << 16) & 0xffffL) << 16;
        IpPrefix prefix =
            IpPrefix.containing(new Ipv6Address(bits, 0), lengths[pick(share, random)]);
        entries.put(prefix, target(random));
      }
    }
    return new FibTable(entries);
  }

  private static Integer target(SplittableRandom random) {
    return TARGETS.get(random.nextInt(TARGETS.size()));
  }

  private static int pick(int[] share, SplittableRandom random) {
    int at = random.nextInt(IntStream.of(share).sum());
    int i = 0;
    while (at >= share[i]) {
      at -= share[i++];
    }
    return i;
  }
}
