package io.vpn4j.examples.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The yardstick of {@link LoopbackHandshakes}: two charons of strongSwan with the same algorithms,
 * as Debian builds them, in namespaces that end with them. Needs root.
 */
final class StrongSwanPair {
  private static final Path CHARON = Path.of("/usr/lib/ipsec/charon");
  private static final int LIMIT_SECONDS = 60;

  /** More make charon slower: its table of IKE SAs has one bucket unless told otherwise. */
  static final int MOST_SESSIONS = 500;

  private StrongSwanPair() {}

  /** Why there is no figure of strongSwan. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String why) {
      super(why);
    }
  }

  /** Brings {@code sessions} IKE SAs up, once. */
  static LoopbackRate pass(KeyExchangeCase keyExchange, int sessions)
      throws IOException, InterruptedException, Missing {
    if (!Files.isExecutable(CHARON)) {
      throw new Missing("there is no " + CHARON);
    }
    Process process =
        new ProcessBuilder(command(keyExchange, sessions)).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String last = output.substring(output.lastIndexOf('\n') + 1);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new Missing(last);
      }
      String[] seconds = last.split(" ", -1);
      return LoopbackRate.of(
          sessions, Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(KeyExchangeCase keyExchange, int sessions)
      throws IOException {
    String script;
    try (InputStream in = StrongSwanPair.class.getResourceAsStream("strongswan-pair.sh")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("timeout", "--kill-after=1", Integer.toString(LIMIT_SECONDS)));
    command.addAll(List.of("unshare", "--net", "--mount", "--propagation", "private"));
    command.addAll(List.of("--pid", "--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("bash", "-c", script, "strongswan-pair"));
    command.addAll(List.of(proposal(keyExchange), Integer.toString(sessions)));
    return command;
  }

  private static String proposal(KeyExchangeCase keyExchange) {
    return switch (keyExchange) {
      case X25519 -> "aes256gcm16-prfsha256-curve25519";
      case P256 -> "aes256gcm16-prfsha256-ecp256";
      case MODP2048 -> "aes256gcm16-prfsha256-modp2048";
      case X25519_MLKEM768 ->
          throw new IllegalArgumentException("Debian's strongSwan has no " + keyExchange);
    };
  }
}
