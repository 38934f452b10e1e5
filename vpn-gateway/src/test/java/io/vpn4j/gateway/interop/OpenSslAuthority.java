package io.vpn4j.gateway.interop;

import io.vpn4j.ike.LocalAuthentication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An authority and two certificates, made by openssl: ours.example and theirs.example. */
final class OpenSslAuthority {
  static final String OURS = "ours.example";
  static final String THEIRS = "theirs.example";

  private static final Map<String, List<String>> NEW_KEY =
      Map.of(
          "RSA", List.of("-newkey", "rsa:2048"),
          "RSA-4096", List.of("-newkey", "rsa:4096"),
          "EC", List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
          "EC-384", List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"),
          "EC-521", List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"),
          "Ed25519", List.of("-newkey", "ed25519"));

  private final String kind;
  private final Path folder;

  /**
   * @param kind RSA, RSA-4096, EC, EC-384, EC-521 or Ed25519
   */
  OpenSslAuthority(String kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
    openssl(
        "req -x509 -nodes -days 2 -subj /CN=authority -addext keyUsage=critical,keyCertSign,cRLSign"
            + " -keyout ca.key -out ca.pem",
        NEW_KEY.get(kind));
    for (String name : List.of(OURS, THEIRS)) {
      openssl(
          "req -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr",
          NEW_KEY.get(kind));
      try {
        Files.writeString(
            folder.resolve(name + ".ext"),
            "subjectAltName=DNS:" + name + "\nkeyUsage=critical,digitalSignature\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      openssl(
          "x509 -req -days 2 -in NAME.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile NAME.ext -out NAME.pem"
              .replace("NAME", name),
          List.of());
    }
  }

  private void openssl(String words, List<String> more) {
    List<String> line = new ArrayList<>(List.of("openssl"));
    for (String word : words.split(" ", -1)) {
      line.add(
          word.matches("[a-z.]+\\.(key|pem|csr|ext)") ? folder.resolve(word).toString() : word);
    }
    line.addAll(more);
    CommandResult.of(Duration.ofSeconds(30), Map.of(), line).orThrow();
  }

  X509Certificate authority() {
    return certificate("ca");
  }

  LocalAuthentication.Signature ours() {
    return LocalAuthentication.certificate(privateKey(), List.of(certificate(OURS)));
  }

  /** strongSwan's end with its certificate, for this authority's certificates on ours. */
  StrongSwanConfig.Builder strongSwan(StrongSwanConfig.Builder base) {
    return base.localId(THEIRS)
        .remoteId(OURS)
        .certificate("theirs.pem")
        .file("x509/theirs.pem", text(THEIRS + ".pem"))
        .file("x509ca/ca.pem", text("ca.pem"))
        .file("private/theirs.key", text(THEIRS + ".key"));
  }

  private X509Certificate certificate(String name) {
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private PrivateKey privateKey() {
    String base64 = text(OURS + ".key").replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return KeyFactory.getInstance(kind.replaceFirst("-[0-9]+$", ""))
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(kind.toLowerCase(Locale.ROOT), e);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
