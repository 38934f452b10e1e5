package io.vpn4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.Buffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The dependency rule, and the sans-IO rule of the protocol modules. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.vpn4j");

  private static final Set<String> TELLING =
      Set.of("equals", "deepEquals", "mismatch", "compare", "compareTo", "compareUnsigned");

  private static final String[] SANS_IO = {
    "io.vpn4j.model..", "io.vpn4j.ike..", "io.vpn4j.esp..", "io.vpn4j.routing.."
  };

  @Test
  void seesAllModules() {
    for (String module : new String[] {"model", "ike", "esp", "routing", "gateway", "examples"}) {
      Assertions.assertTrue(
          CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("io.vpn4j." + module)),
          module);
    }
  }

  @Test
  void dependenciesPointOneWay() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("model")
        .definedBy("io.vpn4j.model..")
        .layer("ike")
        .definedBy("io.vpn4j.ike..")
        .layer("esp")
        .definedBy("io.vpn4j.esp..")
        .layer("routing")
        .definedBy("io.vpn4j.routing..")
        .layer("gateway")
        .definedBy("io.vpn4j.gateway..")
        .layer("examples")
        .definedBy("io.vpn4j.examples..")
        .whereLayer("examples")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("examples")
        .whereLayer("ike")
        .mayOnlyBeAccessedByLayers("gateway", "examples")
        .whereLayer("esp")
        .mayOnlyBeAccessedByLayers("gateway", "examples")
        .whereLayer("routing")
        .mayOnlyBeAccessedByLayers("gateway", "examples")
        .check(CLASSES);
  }

  @Test
  void protocolModulesReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(SANS_IO)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void protocolModulesOwnNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(SANS_IO)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .check(CLASSES);
  }

  @Test
  void protocolModulesOpenNoSocket() {
    noClasses()
        .that()
        .resideInAnyPackage(SANS_IO)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Socket.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ServerSocket.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(DatagramSocket.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.nio.file..")
        .because("only vpn-gateway does input and output")
        .allowEmptyShould(false)
        .check(
            CLASSES.that(
                DescribedPredicate.describe(
                    "not the reader of documents, which may be given a path",
                    c -> !c.getPackageName().startsWith("io.vpn4j.model.aws"))));
  }

  @Test
  void protocolModulesMakeNoRandomness() {
    noClasses()
        .that()
        .resideInAnyPackage(SANS_IO)
        .should()
        .callConstructor(SecureRandom.class)
        .orShould()
        .callMethod(SecureRandom.class, "getInstanceStrong")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "java.util.Random itself", (JavaClass c) -> c.isEquivalentTo(Random.class)))
        .check(CLASSES);
  }

  @Test
  void noMacIsComparedByArraysEquals() {
    noClasses()
        .that()
        .resideInAnyPackage("io.vpn4j.ike.crypto..", "io.vpn4j.ike.state..", "io.vpn4j.esp..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Arrays.equals, which takes a time that tells",
                (JavaMethodCall call) ->
                    call.getTargetOwner().isEquivalentTo(Arrays.class)
                        && call.getName().equals("equals")
                        // Zeros against zeros tell nothing.
                        && !call.getOrigin().getName().equals("isErased")))
        .check(CLASSES);
  }

  /** An ICV is compared by {@code MessageDigest.isEqual}, or by the AEAD cipher itself. */
  @Test
  void espComparesOctetsInConstantTimeOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("io.vpn4j.esp", "io.vpn4j.esp.wire..", "io.vpn4j.esp.replay..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "comparisons of arrays or buffers that take a time that tells",
                (JavaMethodCall call) ->
                    (call.getTargetOwner().isEquivalentTo(Arrays.class)
                            || call.getTargetOwner().isAssignableTo(Buffer.class))
                        && TELLING.contains(call.getName())))
        .check(CLASSES);
  }
}
