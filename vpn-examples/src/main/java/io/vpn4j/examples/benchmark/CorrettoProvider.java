package io.vpn4j.examples.benchmark;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * The Amazon Corretto Crypto Provider, which is an optional dependency with native code for one
 * platform.
 *
 * @param provider empty if it cannot be used here
 * @param whyNot empty if it can
 */
record CorrettoProvider(Optional<Provider> provider, String whyNot) {
  private static final String CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** Without installing it, so that nothing else uses it. */
  static CorrettoProvider load() {
    try {
      Provider provider = (Provider) Class.forName(CLASS).getField("INSTANCE").get(null);
      Cipher.getInstance("AES/GCM/NoPadding", provider);
      return new CorrettoProvider(Optional.of(provider), "");
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      return new CorrettoProvider(Optional.empty(), e.toString());
    }
  }
}
