package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.IkeSession;
import java.util.Arrays;

/**
 * What an established IKE SA with one Child SA keeps on the heap: the heap that is in use after
 * garbage collection, with many of them and without, divided by how many they are.
 *
 * <p>Initiators and responders are counted apart, by letting go of one kind after the other.
 * Configuration and cryptography are shared by all, as between a gateway and one peer; the keys of
 * the Child SAs are zeroed and gone, as they are the owner's.
 */
final class HeapOfSessions {
  private HeapOfSessions() {}

  static void measure(Effort effort, Figures figures) throws InterruptedException {
    IkePair pair = new IkePair(KeyExchangeCase.X25519);
    pair.handshake(); // what is loaded and cached once is not a session's
    int count = effort.sessions();
    IkeSession[] initiators = new IkeSession[count];
    IkeSession[] responders = new IkeSession[count];
    for (int i = 0; i < count; i++) {
      IkePair.Established both = pair.handshake();
      initiators[i] = both.initiator();
      responders[i] = both.responder();
    }
    long all = usedOctets();
    Arrays.fill(initiators, null);
    long withoutInitiators = usedOctets();
    Arrays.fill(responders, null);
    long none = usedOctets();
    double initiator = (double) (all - withoutInitiators) / count;
    double responder = (double) (withoutInitiators - none) / count;
    figures.print("ike.sa.heap_octets", Math.max(initiator, responder), "octets");
    figures.print("ike.sa.initiator.heap_octets", initiator, "octets");
    figures.print("ike.sa.responder.heap_octets", responder, "octets");
  }

  /** Collects until it no longer helps. */
  private static long usedOctets() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int unchanged = 0; unchanged < 2; ) {
      runtime.gc();
      Thread.sleep(20); // reference handlers and cleaners run in threads of their own
      long used = runtime.totalMemory() - runtime.freeMemory();
      unchanged = used < least - 1024 ? 0 : unchanged + 1;
      least = Math.min(least, used);
    }
    return least;
  }
}
