package io.vpn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs as a user runs them: a JVM of their own, on the module path. */
@Timeout(120)
class ProgramsTest {
  private record Run(int exit, String output) {}

  /**
   * What the examples need at run time, from the class path of this test: there everything is, as
   * jars or folders. Test libraries stay out by name, as no module of ours reads them.
   */
  private static String modulePath() {
    List<String> wanted =
        List.of("vpn-", "slf4j", "bcprov", File.separator + "classes", "target/classes");
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .filter(entry -> wanted.stream().anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Run run(String program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--module-path", modulePath()));
    command.addAll(List.of("-m", "io.vpn4j.examples/io.vpn4j.examples." + program));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(process.exitValue(), output);
  }

  @Test
  void theQuickStartRunsOnTheModulePath() throws Exception {
    Run run = run("QuickStart");

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("closed; all of it was seen"), run.output());
  }

  @Test
  void theProgramOfTheReadmeRunsOnTheModulePath() throws Exception {
    Run run = run("ShortestTunnel");

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().startsWith("ping: PT0."), run.output());
  }

  @Test
  void theDeviceConfigurationsAreRenderedOnTheModulePath() throws Exception {
    Run run = run("DeviceConfigurations");

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("YAMAHA_RTX (Yamaha, Rev.10.01.16+)"), run.output());
    assertTrue(run.output().contains("  rtx.txt ("), run.output());
    assertFalse(run.output().contains("refused"), run.output());
  }

  @Test
  void theRunbookOfAClassicMigrationIsPrintedOnTheModulePath() throws Exception {
    Run run = run("ClassicMigrationRunbook");

    assertEquals(0, run.exit(), run.output());
    assertTrue(
        run.output()
            .contains(
                "10.99.0.0/16 from rtb-00000000000000001, carried by dxvif-1: from step 7 until"
                    + " step 10"),
        run.output());
    assertTrue(run.output().contains("CreateVpnGateway(AmazonSideAsn=64512) \u2192 {new VGW}"));
  }

  @Test
  void noProgramPrintsASecret() throws Exception {
    assertEquals(-1, run("QuickStart").output().indexOf("example_Key"));
    assertEquals(-1, run("DeviceConfigurations").output().indexOf("example_Key"));
  }
}
