package io.vpn4j.ike.fuzz;

import io.vpn4j.model.wire.Octets;
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
    for (FuzzTarget target : FuzzTarget.all()) {
      targets.put(target.type(), target.seeds().stream().map(Octets::toByteArray).toList());
    }
    if (!JazzerRun.run(args, targets)) {
      System.exit(1);
    }
  }
}
