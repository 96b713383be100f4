import { X509Certificate } from "node:crypto";
import net from "node:net";
import tls from "node:tls";
import { domainToASCII } from "node:url";
import { codeOf } from "../error-code";
import { ConnectorFailure, type FailureKind } from "../failures";

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const accepted = 0x53; // "S"
const declined = 0x4e; // "N"

type SecureOptions = { host: string; tls: "verify-full" | "require"; ca: string };

/**
 * Asks a PostgreSQL server on `socket` for TLS and shakes hands, against `host` as it was typed.
 * Throws ConnectorFailure and the signal's reason; the socket is then destroyed.
 */
export async function secure(socket: net.Socket, options: SecureOptions, signal: AbortSignal): Promise<tls.TLSSocket> {
  const verified = options.tls === "verify-full";
  const answer = await firstByte(socket, signal);
  if (answer === declined) throw new ConnectorFailure("tls_not_offered");
  if (answer !== accepted) throw new ConnectorFailure("protocol", { reason: "no answer to SSLRequest" });

  const host = domainToASCII(options.host).replace(/\.$/, "") || options.host;
  const secured = tls.connect({
    socket,
    host,
    // RFC 6066: an address is not a server name.
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: verified,
    ...(verified && options.ca !== "" ? { ca: options.ca } : {}),
  });
  return new Promise((resolve, reject) => {
    const stop = () => secured.destroy(signal.reason);
    const done = () => {
      signal.removeEventListener("abort", stop);
      secured.off("error", fail);
      secured.off("close", close);
    };
    const fail = (error: unknown) => {
      done();
      const code = codeOf(error);
      if (signal.aborted || code === undefined) return reject(error);
      const kind = verified && !isReadable(options.ca) ? "ca_unreadable" : kindOf(code);
      reject(new ConnectorFailure(kind, { cause: error, reason: code }));
    };
    const close = () => fail(new ConnectorFailure("tls_failed", { reason: "closed during the handshake" }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    secured.once("error", fail);
    secured.once("close", close);
    secured.once("secureConnect", () => {
      done();
      resolve(secured);
    });
  });
}

/** The one byte that answers SSLRequest. More than one was put there by somebody in between, before TLS. */
function firstByte(socket: net.Socket, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(signal.reason);
    const done = () => {
      signal.removeEventListener("abort", stop);
      socket.off("data", read);
      socket.off("error", fail);
      socket.off("close", close);
      socket.pause();
    };
    const fail = (error: unknown) => {
      done();
      const code = codeOf(error);
      reject(
        signal.aborted || code === undefined
          ? error
          : new ConnectorFailure("connection_lost", { cause: error, reason: code }),
      );
    };
    const close = () => fail(new ConnectorFailure("connection_lost", { reason: "closed at SSLRequest" }));
    const read = (chunk: Buffer) => {
      const [byte, ...more] = chunk.subarray(0, 2);
      if (byte === undefined) return;
      if (more.length > 0) return fail(new ConnectorFailure("protocol", { reason: "more than one byte before TLS" }));
      done();
      resolve(byte);
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    socket.on("data", read);
    socket.once("error", fail);
    socket.once("close", close);
    socket.write(sslRequest);
  });
}

// OpenSSL passes over a CA text that it cannot read, and then blames the server's certificate.
function isReadable(ca: string): boolean {
  const blocks = ca.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}

const untrusted = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "CERT_CHAIN_TOO_LONG",
  "CERT_REVOKED",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
]);

function kindOf(code: string): FailureKind {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") return "tls_name_mismatch";
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return "tls_out_of_date";
  return untrusted.has(code) ? "tls_untrusted" : "tls_failed";
}
