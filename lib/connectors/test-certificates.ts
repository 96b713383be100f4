import "reflect-metadata";
import * as x509 from "@peculiar/x509";

/** For tests: an authority that signs certificates for the names that a test needs. PEM throughout. */
export type TestAuthority = {
  ca: string;
  issue(
    names: readonly string[],
    validity?: { notBefore: Date; notAfter: Date },
  ): Promise<{ key: string; cert: string }>;
};

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;

export async function createTestAuthority(name: string): Promise<TestAuthority> {
  const thisWeek = () => ({ notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 7 * dayMs) });
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...thisWeek(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    ca: authority.toString("pem"),
    async issue(names, validity = thisWeek()) {
      const own = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${names[0] ?? name}`,
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...validity,
        extensions: [
          new x509.SubjectAlternativeNameExtension(
            names.map((value) => new x509.GeneralName(/^[\d.]+$/.test(value) ? "ip" : "dns", value)),
          ),
        ],
      });
      const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", own.privateKey)).toString("base64");
      return {
        cert: certificate.toString("pem"),
        key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`,
      };
    },
  };
}
