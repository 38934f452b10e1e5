package io.vpn4j.routing.bgp.fuzz;

import io.vpn4j.testing.JazzerRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every target to Jazzer; the arguments are those of {@link JazzerRun#run}. The exit code is
 * 1 if anything was found.
 */
public final class FuzzRun {
  private FuzzRun() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<Class<?>, List<byte[]>> targets = new LinkedHashMap<>();
    FuzzTarget.all().forEach(target -> targets.put(target.type(), target.seeds()));
    if (!JazzerRun.run(args, targets)) {
      System.exit(1);
    }
  }
}
