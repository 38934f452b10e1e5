package io.vpn4j.examples.benchmark;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link EspJmh} in JVMs of its own: a second opinion, by the clock, on the figures that have
 * an aim.
 */
final class EspJmhRun {
  private static final String CLASS_PATH = "java.class.path";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private EspJmhRun() {}

  static void measure(Effort effort, Figures figures) throws RunnerException {
    boolean smoke = effort.rounds() == 1;
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(EspJmh.class.getName() + "\\.")
        .param("octets", smoke ? new String[] {"64"} : new String[] {"64", "1400"})
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    if (smoke) {
      TimeValue shortest = TimeValue.milliseconds(1);
      options.warmupIterations(0).measurementIterations(1).measurementTime(shortest);
    }
    String before = System.getProperty(CLASS_PATH);
    System.setProperty(CLASS_PATH, classPath(before));
    try {
      print(figures, new Runner(options.build()).run());
    } finally {
      System.setProperty(CLASS_PATH, before);
    }
  }

  /** JMH gives its JVMs this class path; {@code exec:java} has ours in a class loader instead. */
  private static String classPath(String otherwise) {
    if (!(EspJmhRun.class.getClassLoader() instanceof URLClassLoader loader)) {
      return otherwise;
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("not a file: " + url, e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void print(Figures figures, Collection<RunResult> results) {
    Map<String, RunResult> byName = new TreeMap<>();
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      byName.put(method + "." + result.getParams().getParam("octets"), result);
    }
    byName.forEach(
        (name, ours) -> {
          if (name.startsWith("seal.") || name.startsWith("open.")) {
            String bareName = "bare" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            print(figures, name.substring(0, 4), ours, byName.get(bareName));
          }
        });
  }

  private static void print(Figures figures, String direction, RunResult ours, RunResult bare) {
    int octets = Integer.parseInt(ours.getParams().getParam("octets"));
    String name = "esp.jmh." + direction + "." + ours.getParams().getParam("suite") + "." + octets;
    double oursNanos = ours.getPrimaryResult().getScore();
    double bareNanos = bare.getPrimaryResult().getScore();
    figures.print(name + ".gbps", 8 * octets / oursNanos, "Gbit/s");
    figures.print(name + ".bare_gbps", 8 * octets / bareNanos, "Gbit/s");
    figures.print(name + ".ratio", bareNanos / oursNanos, "1");
    if (direction.equals("seal")) {
      // Not for open: JMH counts the SAs that are made outside the clock.
      figures.print(name + ".alloc_octets", allocated(ours), "octets");
      figures.print(name + ".bare_alloc_octets", allocated(bare), "octets");
    }
  }

  private static double allocated(RunResult result) {
    return result.getSecondaryResults().get(ALLOCATED).getScore();
  }
}
