package io.vpn4j.ike.requirements;

import io.vpn4j.testing.Requirement;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Which tests name which requirement.
 *
 * <p>Of this module the compiled classes are read. Those of vpn-gateway, whose interop tests show
 * some requirements against another implementation, are compiled after this module's tests have
 * run; their sources are read.
 */
final class Evidence {
  private static final Pattern IN_SOURCE =
      Pattern.compile("@Requirement\\(([^)]*)\\)[^;{}]*?void\\s+(\\w+)\\(", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private final Map<String, SortedSet<String>> tests = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  /** The names of the tests that show requirement {@code id}, sorted. */
  SortedSet<String> of(String id) {
    return tests.getOrDefault(id, new TreeSet<>());
  }

  /** All identifiers that a test names. */
  Iterable<String> ids() {
    return tests.keySet();
  }

  /** Annotations on what is no test, or on a test that does not run. */
  List<String> complaints() {
    return complaints;
  }

  Evidence readClasses(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String relative = directory.relativize(file).toString();
        read(relative.substring(0, relative.length() - ".class".length()).replace('/', '.'));
      }
    }
    return this;
  }

  private void read(String className) {
    if (className.endsWith("package-info") || className.endsWith("module-info")) {
      return;
    }
    try {
      ClassLoader loader = Evidence.class.getClassLoader();
      for (Method method : Class.forName(className, false, loader).getDeclaredMethods()) {
        Requirement requirement = method.getAnnotation(Requirement.class);
        if (requirement != null) {
          read(method, requirement);
        }
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(className, e);
    }
  }

  private void read(Method method, Requirement requirement) {
    Class<?> holder = method.getDeclaringClass();
    String name = holder.getName().substring(holder.getPackageName().length() + 1);
    String test = name.replace('$', '.') + "." + method.getName();
    if (!AnnotationSupport.isAnnotated(method, Testable.class)) {
      complaints.add(test + " is not a test");
    }
    if (method.isAnnotationPresent(Disabled.class) || holder.isAnnotationPresent(Disabled.class)) {
      complaints.add(test + " is disabled");
    }
    add(test, List.of(requirement.value()));
  }

  Evidence readSources(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = file.getFileName().toString();
        readSource(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
    return this;
  }

  Evidence readSource(String className, String source) {
    Matcher matcher = IN_SOURCE.matcher(source);
    while (matcher.find()) {
      List<String> ids = QUOTED.matcher(matcher.group(1)).results().map(Evidence::first).toList();
      add(className + "." + matcher.group(2), ids);
    }
    return this;
  }

  private static String first(MatchResult result) {
    return result.group(1);
  }

  private void add(String test, List<String> ids) {
    if (ids.isEmpty()) {
      complaints.add(test + " names no requirement");
    }
    for (String id : ids) {
      if (!tests.computeIfAbsent(id, key -> new TreeSet<>()).add(test)) {
        complaints.add(test + " names " + id + " twice");
      }
    }
  }
}
