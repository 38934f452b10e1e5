package io.vpn4j.ike.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps {@code REQUIREMENTS.md} equal to the lists and to the annotations. */
class RequirementsTest {
  private static final Path TABLE = Path.of("REQUIREMENTS.md");
  private static final Path CLASSES = Path.of("target", "test-classes");
  private static final Path GATEWAY = Path.of("..", "vpn-gateway", "src", "test", "java");
  private static final String WRITE = "vpn4j.writeRequirements";

  private static Evidence evidence() throws IOException {
    return new Evidence().readClasses(CLASSES).readSources(GATEWAY);
  }

  @Test
  void theTableSaysWhatTheTestsSay() throws IOException {
    String table = new RequirementTable(Rfc.all(), evidence()).toString();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(TABLE, table);
    }
    assertEquals(
        table,
        Files.readString(TABLE),
        () -> TABLE + " is not up to date; run this test with -D" + WRITE + "=true");
  }

  @Test
  void annotationsNameRequirementsThatExistAndAreOnTests() throws IOException {
    Evidence evidence = evidence();
    Set<String> known = new HashSet<>();
    Rfc.all().forEach(rfc -> rfc.rules().forEach(rule -> known.add(rule.id())));
    List<String> unknown = new ArrayList<>();
    for (String id : evidence.ids()) {
      if (!known.contains(id)) {
        unknown.add(id + " in " + evidence.of(id));
      }
    }
    assertEquals(List.of(), unknown);
    assertEquals(List.of(), evidence.complaints());
  }

  @Test
  void noRequirementIsBothShownAndExcused() throws IOException {
    Evidence evidence = evidence();
    List<String> excused = new ArrayList<>();
    for (Rfc rfc : Rfc.all()) {
      for (Rule rule : rfc.rules()) {
        boolean reason = rule.notApplicable().isPresent() || rule.unmet().isPresent();
        if (reason && !evidence.of(rule.id()).isEmpty()) {
          excused.add(rule.id());
        }
      }
    }
    assertEquals(List.of(), excused);
  }

  @Test
  void noTwoRequirementsHaveOneId() {
    Set<String> ids = new HashSet<>();
    for (Rfc rfc : Rfc.all()) {
      for (Rule rule : rfc.rules()) {
        assertTrue(ids.add(rule.id()), rule.id());
      }
    }
    assertTrue(ids.size() > 400, () -> ids.size() + " requirements");
  }

  @Test
  void readsClassesAndSourcesAlike() throws IOException {
    String source =
        "@Test\n@Requirement({\"RFC1-1-1\", \"RFC1-1-2\"})\n@Slow(1)\nvoid shows() {}\n"
            + "@Requirement(\"RFC1-1-1\")\n@Test\nvoid showsToo() throws Exception {}";
    Evidence evidence = new Evidence().readSource("SomeInterop", source);

    assertEquals(Set.of("SomeInterop.shows", "SomeInterop.showsToo"), evidence.of("RFC1-1-1"));
    assertEquals(Set.of("SomeInterop.shows"), evidence.of("RFC1-1-2"));

    Evidence compiled = new Evidence().readClasses(CLASSES);
    assertTrue(compiled.of("RFC7296-4-3").contains("IkeSessionTest.establishesInFourMessages"));
  }

  @Test
  void refusesListsThatAreNotInForm() {
    String head = "# RFC 1: One\n";
    assertEquals(1, Rfc.parse(1, head + "1-1 | MUST | both | Do it.").rules().size());
    for (String line :
        List.of(
            "1-1 | MUST | both",
            "1-1 | OUGHT | both | Do it.",
            "1-1 | MUST | nobody | Do it.",
            "1 | MUST | both | Do it.",
            "1-1 | MUST | both | Do it. | because")) {
      assertThrows(IllegalArgumentException.class, () -> Rfc.parse(1, head + line), line);
    }
    assertThrows(IllegalArgumentException.class, () -> Rfc.parse(2, head));
  }

  @Test
  void tellsWhatIsShownWhatIsNotAndWhatDoesNotApply() {
    Rfc rfc =
        Rfc.parse(
            1,
            """
            # RFC 1: One
            1-1 | MUST | both | Be shown.
            1-2 | MUST NOT | both | Be shown.
            2-1 | MUST | both | Be left. | unmet: not wanted
            2-2 | SHOULD | both | Be another's. | n/a: not ours
            """);
    Evidence evidence =
        new Evidence().readSource("A", "@Requirement(\"RFC1-1-1\")\n@Test\nvoid b() {}");

    String table = new RequirementTable(List.of(rfc), evidence).toString();

    assertTrue(table.contains("| [1](#rfc-1) One | 4 | 1 | 2 | 1 | 1 of 3 |"), table);
    assertTrue(table.contains("| Be shown. | `A.b` |"), table);
    assertTrue(table.contains("| Be shown. | **not met**: no test shows it |"), table);
    assertTrue(table.contains("| Be left. | **not met**: not wanted |"), table);
    assertTrue(table.contains("| Be another's. | not applicable: not ours |"), table);
  }
}
