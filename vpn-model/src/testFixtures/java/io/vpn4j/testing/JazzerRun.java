package io.vpn4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives targets of the fuzzer to Jazzer, each in a JVM of its own, and says what was found.
 *
 * <p>What Jazzer learns stays in the folder, so that a later run goes on from there.
 */
public final class JazzerRun {
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  private final int seconds;
  private final long seed;
  private final Path folder;

  private JazzerRun(int seconds, long seed, Path folder) {
    this.seconds = seconds;
    this.seed = seed;
    this.folder = folder;
  }

  /**
   * Fuzzes the targets that are wanted.
   *
   * @param args seconds for each target, a folder for what Jazzer leaves behind, names of targets
   *     with commas between (or {@code all}), and the seed of its random numbers, 0 for any
   * @param targets classes with {@code fuzzerTestOneInput}, each with inputs to begin with
   * @return whether nothing was found
   */
  public static boolean run(String[] args, Map<Class<?>, List<byte[]>> targets)
      throws IOException, InterruptedException {
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 0;
    JazzerRun run = new JazzerRun(Integer.parseInt(args[0]), seed, Path.of(args[1]));
    List<String> wanted = args.length > 2 ? List.of(args[2].split(",")) : List.of("all");
    boolean clean = true;
    for (Map.Entry<Class<?>, List<byte[]>> target : targets.entrySet()) {
      Class<?> type = target.getKey();
      if (wanted.contains("all") || wanted.contains(type.getSimpleName())) {
        clean &= run.fuzz(type, target.getValue());
      }
    }
    return clean;
  }

  private boolean fuzz(Class<?> target, List<byte[]> inputs)
      throws IOException, InterruptedException {
    Path home = folder.resolve(target.getSimpleName()).toAbsolutePath();
    Path seeds = Files.createDirectories(home.resolve("seeds"));
    Path corpus = Files.createDirectories(home.resolve("corpus"));
    Path findings = Files.createDirectories(home.resolve("findings"));
    int number = 0;
    for (byte[] input : inputs) {
      Files.write(seeds.resolve("seed-" + number++), input);
    }
    Path log = home.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target.getName(),
            "--instrumentation_includes=io.vpn4j.**",
            "--custom_hook_includes=io.vpn4j.**",
            "--reproducer_path=" + findings,
            "-artifact_prefix=" + findings + "/",
            "-max_total_time=" + seconds,
            "-seed=" + seed,
            "-max_len=2048",
            "-timeout=20",
            "-rss_limit_mb=0",
            corpus.toString(),
            seeds.toString());
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String text = Files.readString(log);
    System.out.printf(
        "fuzz %s: %s executions in %s s, %s edges, %s%n",
        target.getSimpleName(),
        last(DONE, text, 1),
        last(DONE, text, 2),
        last(COVERAGE, text, 1),
        exit == 0 ? "nothing found" : "FOUND SOMETHING (exit " + exit + "), see " + log);
    if (exit != 0) {
      tell(text, findings);
    }
    return exit == 0;
  }

  private static String last(Pattern pattern, String text, int group) {
    String result = "?";
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      result = matcher.group(group);
    }
    return result;
  }

  private static void tell(String log, Path findings) throws IOException {
    List<String> lines = new ArrayList<>(log.lines().toList());
    lines.subList(0, Math.max(0, lines.size() - 60)).clear();
    lines.forEach(System.out::println);
    try (Stream<Path> files = Files.list(findings)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".java")).toList()) {
        System.out.println(
            file.getFileName() + " " + HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
  }
}
