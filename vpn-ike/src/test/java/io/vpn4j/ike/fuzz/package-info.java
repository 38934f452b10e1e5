/**
 * Coverage-guided fuzzing, for as long as one wishes.
 *
 * <p>The targets stand beside what they try, in classes called {@code XFuzz}: one method that takes
 * any octets and must not throw. {@code FuzzRun} gives them to Jazzer, one after another; without
 * Jazzer, a test runs each of them over its seeds and over what was found before.
 */
package io.vpn4j.ike.fuzz;
