/**
 * Configurations of customer gateway devices, rendered from a connection: what AWS offers as
 * "download configuration", with the options that are in force on each tunnel.
 *
 * <p>Begin with {@link io.vpn4j.model.device.DeviceConfiguration}. Every rendering has a pre-shared
 * key in it and so wants a {@link io.vpn4j.model.secret.SecretAccess}.
 */
package io.vpn4j.model.device;
