/**
 * Secrets that cannot print themselves, and the token that reading one requires.
 *
 * <p>Search for {@link io.vpn4j.model.secret.SecretAccess} to find every place that reads a secret.
 */
package io.vpn4j.model.secret;
