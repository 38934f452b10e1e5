package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Where ciphers and MACs come from.
 *
 * @param provider null for the first installed that has the algorithm
 */
record Jca(Provider provider) {
  Cipher cipher(String name) throws GeneralSecurityException {
    return provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
  }

  Mac mac(String name) throws GeneralSecurityException {
    return provider == null ? Mac.getInstance(name) : Mac.getInstance(name, provider);
  }
}
