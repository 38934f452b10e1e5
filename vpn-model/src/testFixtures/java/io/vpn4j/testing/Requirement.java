package io.vpn4j.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which requirements of an RFC a test or property shows: it would fail if one were not met.
 *
 * <p>Values are identifiers such as {@code RFC7296-2.1-7}: RFC, section, and a number of ours
 * within the section. The lists of requirements, and the table that is made of them and of these
 * annotations, are in vpn-ike.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requirement {
  /** The identifiers, one at least. */
  String[] value();
}
