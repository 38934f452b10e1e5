package io.vpn4j.ike.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vpn4j.ike.auth.TestAuthority.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;

/** An OCSP responder (RFC 6960) over HTTP on loopback, at a port of the system's choice. */
public final class OcspResponder implements AutoCloseable {
  private final HttpServer server;
  private final Map<BigInteger, CertificateStatus> statuses = new ConcurrentHashMap<>();
  private final List<BigInteger> asked = new CopyOnWriteArrayList<>();
  // The JDK judges answers by the clock of the JVM.
  private volatile Instant producedAt = Instant.now();
  private volatile TestAuthority signer;

  /** Serves from now on; says that every certificate is good. */
  public OcspResponder(TestAuthority signer) {
    this.signer = signer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves a list besides; the JDK keeps it for a while, so that no other may follow. */
  void publish(X509CRL list) {
    server.createContext("/crl", exchange -> send(exchange, "application/pkix-crl", octets(list)));
  }

  /** Where the list is. */
  URI listAddress() {
    return address().resolve("crl");
  }

  private static byte[] octets(X509CRL list) {
    try {
      return list.getEncoded();
    } catch (CRLException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What belongs into a certificate. */
  public URI address() {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/");
  }

  /** Says from now on that {@code issued} is revoked. */
  public void revoke(Issued issued) {
    statuses.put(
        issued.certificate().getSerialNumber(),
        new RevokedStatus(
            Date.from(TestAuthority.NOW.minus(Duration.ofDays(1))), CRLReason.keyCompromise));
  }

  /** Says from now on that it does not know {@code issued}. */
  void forget(Issued issued) {
    statuses.put(issued.certificate().getSerialNumber(), new UnknownStatus());
  }

  /** Signs by the key of {@code other} from now on. */
  void signBy(TestAuthority other) {
    signer = other;
  }

  /** Gives answers that were made at {@code instant}, good for an hour. */
  void produceAt(Instant instant) {
    producedAt = instant;
  }

  /** The serial numbers that it was asked about, in this order. */
  List<BigInteger> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    OCSPReq request = new OCSPReq(request(exchange));
    send(
        exchange,
        "application/ocsp-response",
        signer
            .ocsp(builder -> addStatuses(request.getRequestList(), builder), producedAt)
            .getEncoded());
  }

  /** By POST, or by GET in base64 (RFC 6960 appendix A.1). */
  private static byte[] request(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      return exchange.getRequestBody().readAllBytes();
    }
    String path = exchange.getRequestURI().getRawPath().substring(1);
    return Base64.getDecoder().decode(URLDecoder.decode(path, StandardCharsets.US_ASCII));
  }

  private void addStatuses(Req[] requests, BasicOCSPRespBuilder builder) {
    for (Req each : requests) {
      BigInteger serial = each.getCertID().getSerialNumber();
      asked.add(serial);
      builder.addResponse(
          each.getCertID(),
          statuses.get(serial),
          Date.from(producedAt),
          Date.from(producedAt.plus(Duration.ofHours(1))),
          null);
    }
  }

  /** Serves no more: whoever asks is refused the connection. */
  @Override
  public void close() {
    server.stop(0);
  }
}
