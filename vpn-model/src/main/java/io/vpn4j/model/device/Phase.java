package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;

/**
 * The one proposal of a phase.
 *
 * @param encryption the cipher
 * @param integrity the integrity algorithm; in phase 1 also the PRF; unused with GCM in phase 2
 * @param group the Diffie-Hellman group; in phase 2 that of perfect forward secrecy
 * @param lifetimeSeconds how long the SA lives
 */
record Phase(
    VpnEncryptionAlgorithm encryption,
    VpnIntegrityAlgorithm integrity,
    int group,
    int lifetimeSeconds) {}
