package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.BRANCH;
import static io.vpn4j.model.migration.MigrationSamples.CENTRE;
import static io.vpn4j.model.migration.MigrationSamples.OFFICE;
import static io.vpn4j.model.migration.MigrationSamples.classic;
import static io.vpn4j.model.migration.MigrationSamples.withDirectConnect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.migration.ClassicMigrationRequest.Procedure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The runbooks, word for word. */
class RunbookTest {
  private static final ClassicMigrationRequest REQUEST = ClassicMigrationRequest.of("vgw-old");

  private static void assertGolden(String file, MigrationPlan plan) throws IOException {
    try (InputStream golden = RunbookTest.class.getResourceAsStream(file)) {
      String expected =
          new String(Objects.requireNonNull(golden, file).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, plan.runbook());
    }
  }

  @Test
  void ofTheProcedureWithANewGateway() throws IOException {
    assertGolden(
        "new-gateway.md",
        ClassicMigration.plan(
            withDirectConnect(classic(), CENTRE), REQUEST.withTestVpc("vpc-test")));
  }

  @Test
  void ofTheProcedureThroughATransitGateway() throws IOException {
    assertGolden(
        "transit-gateway.md",
        ClassicMigration.plan(classic(), REQUEST.withProcedure(Procedure.THROUGH_TRANSIT_GATEWAY)));
  }

  @Test
  void ofTheProcedureWithDirectConnect() throws IOException {
    assertGolden(
        "direct-connect.md",
        ClassicMigration.plan(
            withDirectConnect(classic(), OFFICE, BRANCH),
            REQUEST.withProcedure(Procedure.DIRECT_CONNECT_BACKUP)));
  }
}
