package io.vpn4j.ike.auth;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues whatever a test wants; keys are made once for each kind. */
public final class TestAuthority {
  /** When everything here is valid unless said otherwise: a year around this moment. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
  private static final AtomicLong SERIAL = new AtomicLong(1000);

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final List<X509Certificate> upwards;

  private TestAuthority(
      String name, KeyPair keys, X509Certificate certificate, List<X509Certificate> upwards) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
    this.upwards = upwards;
  }

  /** A certificate, its private key and the certificates above it without the root. */
  public record Issued(PrivateKey key, X509Certificate certificate, List<X509Certificate> chain) {}

  /** A root that signs itself; EC, as that is quick. */
  public static TestAuthority root(String name) {
    KeyPair keys = key("P-256", "authority " + name);
    return new TestAuthority(
        name, keys, new Request(name).authority().by(name, keys, keys), List.of());
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** An authority under this one. */
  public TestAuthority intermediate(String child) {
    return intermediate(child, new Request(child));
  }

  public TestAuthority intermediate(String child, Request request) {
    KeyPair pair = key("P-256", "authority " + child);
    X509Certificate issued = request.authority().by(name, keys, pair);
    List<X509Certificate> above = new ArrayList<>();
    above.add(issued);
    above.addAll(upwards);
    return new TestAuthority(child, pair, issued, above);
  }

  public Issued issue(Request request) {
    KeyPair pair = key(request.algorithm, "end");
    X509Certificate issued = request.by(name, keys, pair);
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(issued);
    chain.addAll(upwards);
    return new Issued(pair.getPrivate(), issued, chain);
  }

  /** A list of what is revoked, valid for a day before and after {@link #NOW}. */
  public X509CRL revoking(X509Certificate... revoked) {
    return list(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)), revoked);
  }

  public X509CRL list(Instant from, Instant until, X509Certificate... revoked) {
    try {
      JcaX509v2CRLBuilder list =
          new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(from));
      list.setNextUpdate(Date.from(until));
      for (X509Certificate each : revoked) {
        list.addCRLEntry(each.getSerialNumber(), Date.from(from), CRLReason.keyCompromise);
      }
      return new JcaX509CRLConverter()
          .getCRL(
              list.build(new JcaContentSignerBuilder(algorithm(keys)).build(keys.getPrivate())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** An OCSP response about certificates of this authority, signed by its own key. */
  OCSPResp ocsp(Consumer<BasicOCSPRespBuilder> contents, Instant producedAt) {
    try {
      BasicOCSPRespBuilder builder =
          new BasicOCSPRespBuilder(
              new RespID(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())));
      contents.accept(builder);
      return new OCSPRespBuilder()
          .build(
              OCSPRespBuilder.SUCCESSFUL,
              builder.build(
                  new JcaContentSignerBuilder(algorithm(keys)).build(keys.getPrivate()),
                  null,
                  Date.from(producedAt)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** One pair of each kind and use; RSA takes long to make. */
  public static KeyPair key(String algorithm, String use) {
    return KEYS.computeIfAbsent(algorithm + " " + use, any -> generate(algorithm));
  }

  private static KeyPair generate(String algorithm) {
    try {
      if (algorithm.startsWith("RSA-")) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(Integer.parseInt(algorithm.substring(4)));
        return generator.generateKeyPair();
      }
      if (algorithm.startsWith("P-")) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp" + algorithm.substring(2) + "r1"));
        return generator.generateKeyPair();
      }
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String algorithm(KeyPair keys) {
    return switch (keys.getPrivate().getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keys.getPrivate().getAlgorithm();
    };
  }

  /** What is wanted in a certificate. */
  public static final class Request {
    private final String subject;
    private final List<GeneralName> names = new ArrayList<>();
    private String algorithm = "P-256";
    private Instant from = NOW.minus(Duration.ofDays(180));
    private Instant until = NOW.plus(Duration.ofDays(180));
    private int usage = KeyUsage.digitalSignature;
    private KeyPurposeId[] purposes = {};
    private boolean authority;
    private Optional<URI> ocsp = Optional.empty();
    private Optional<URI> crl = Optional.empty();

    public Request(String commonName) {
      this.subject = commonName;
    }

    public Request key(String kind) {
      algorithm = kind;
      return this;
    }

    public Request dns(String name) {
      names.add(new GeneralName(GeneralName.dNSName, name));
      return this;
    }

    public Request email(String address) {
      names.add(new GeneralName(GeneralName.rfc822Name, address));
      return this;
    }

    public Request ip(String address) {
      names.add(new GeneralName(GeneralName.iPAddress, address));
      return this;
    }

    public Request valid(Instant start, Instant end) {
      from = start;
      until = end;
      return this;
    }

    public Request usage(int bits) {
      usage = bits;
      return this;
    }

    public Request purposes(KeyPurposeId... wanted) {
      purposes = wanted;
      return this;
    }

    /** Says where its status can be asked for (RFC 5280 section 4.2.2.1). */
    public Request ocsp(URI responder) {
      ocsp = Optional.of(responder);
      return this;
    }

    /** Says where there is a list of what is revoked (RFC 5280 section 4.2.1.13). */
    Request crl(URI place) {
      crl = Optional.of(place);
      return this;
    }

    Request authority() {
      authority = true;
      usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
      return this;
    }

    private X509Certificate by(String issuer, KeyPair issuerKeys, KeyPair keys) {
      try {
        JcaX509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                principal(issuer),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(from),
                Date.from(until),
                principal(subject),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (purposes.length > 0) {
          builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (!names.isEmpty()) {
          builder.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        if (crl.isPresent()) {
          DistributionPointName place =
              new DistributionPointName(
                  new GeneralNames(
                      new GeneralName(
                          GeneralName.uniformResourceIdentifier, crl.get().toString())));
          builder.addExtension(
              Extension.cRLDistributionPoints,
              false,
              new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(place, null, null)}));
        }
        if (ocsp.isPresent()) {
          builder.addExtension(
              Extension.authorityInfoAccess,
              false,
              new AuthorityInformationAccess(
                  X509ObjectIdentifiers.ocspAccessMethod,
                  new GeneralName(GeneralName.uniformResourceIdentifier, ocsp.get().toString())));
        }
        return new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder(TestAuthority.algorithm(issuerKeys))
                        .build(issuerKeys.getPrivate())));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  static X500Principal principal(String commonName) {
    return new X500Principal("CN=" + commonName + ",O=Example");
  }
}
