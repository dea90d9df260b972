import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import { Certificate, ContentInfo, ExtKeyUsage, id_ContentType_SignedData, id_eContentType_TSTInfo, IssuerAndSerialNumber, PKIStatus, SignedData, TimeStampResp, TSTInfo } from 'pkijs';
import type { RemarkCode } from '../../../shared/case-model/verification-remark.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';

/** What a token says, and whether that holds. */
export interface TrustedTime {
  readonly holds: boolean;
  /** Why it does not hold. */
  readonly why?: RemarkCode;
  /** ISO 8601, UTC, as the authority states it. */
  readonly at: string;
  /** Name of the authority in its certificate. */
  readonly authority: string;
  readonly serial: string;
  /** Policy under which it was issued, as a dotted number. */
  readonly policy: string;
}

interface VerifyInput {
  /** DER of a TimeStampResp or of a token alone. */
  readonly token: Uint8Array;
  readonly data: Uint8Array;
  /** Trusted certificates, PEM (one or several) or DER. */
  readonly certificates: readonly Uint8Array[];
}

const oids = {
  contentType: '1.2.840.113549.1.9.3',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  commonName: '2.5.4.3',
} as const;
const hashNames: Readonly<Record<string, string>> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };
const imprintHashes = new Set(['sha256', 'sha384', 'sha512']);

async function verify({ token, data, certificates }: VerifyInput): Promise<Result<TrustedTime, Failure>> {
  const signed = readToken(token);
  if (signed === undefined) return refusal(failure('document-damaged', 'This is not a time-stamp token, or the authority refused the request.'));
  const trusted = readCertificates(certificates);
  if (trusted === undefined) return refusal(failure('document-damaged', 'One of the certificates is no certificate.'));
  const { info, data: signedData } = signed;
  signedData.certificates = [...(signedData.certificates ?? []), ...trusted];
  const signer = signerOf(signedData);
  const facts = { at: info.genTime.toISOString(), authority: signer === undefined ? '' : commonName(signer), serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'), policy: info.policy };
  const why = imprintFault(info, data) ?? certificateFault(signedData, signer) ?? (await signatureFault(signedData, data, trusted));
  return success(why === undefined ? { holds: true, ...facts } : { holds: false, why, ...facts });
}

function readToken(bytes: Uint8Array): { readonly info: TSTInfo; readonly data: SignedData } | undefined {
  try {
    const content = contentOf(bytes);
    if (content?.contentType !== id_ContentType_SignedData) return undefined;
    const data = new SignedData({ schema: content.content as asn1.BaseBlock });
    const { eContent, eContentType } = data.encapContentInfo;
    if (eContentType !== id_eContentType_TSTInfo || eContent === undefined || data.signerInfos.length !== 1) return undefined;
    return { info: TSTInfo.fromBER(eContent.getValue()), data };
  } catch {
    return undefined; // not the ASN.1 of a token
  }
}

/** The token in a response, or the token itself where it was handed over alone. */
function contentOf(bytes: Uint8Array): ContentInfo | undefined {
  try {
    const response = TimeStampResp.fromBER(Uint8Array.from(bytes));
    return response.status.status === PKIStatus.granted || response.status.status === PKIStatus.grantedWithMods ? response.timeStampToken : undefined;
  } catch {
    return ContentInfo.fromBER(Uint8Array.from(bytes));
  }
}

function readCertificates(files: readonly Uint8Array[]): Certificate[] | undefined {
  try {
    return files.flatMap((file) => {
      const text = Buffer.from(file).toString('latin1');
      const pem = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(([, body = '']) => Buffer.from(body, 'base64'));
      return (pem.length > 0 ? pem : [Buffer.from(file)]).map((der) => Certificate.fromBER(Uint8Array.from(der)));
    });
  } catch {
    return undefined; // not the ASN.1 of a certificate
  }
}

function signerOf(signed: SignedData): Certificate | undefined {
  const sid: unknown = signed.signerInfos[0]?.sid;
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined;
  return signed.certificates?.find((one): one is Certificate => one instanceof Certificate && one.issuer.isEqual(sid.issuer) && one.serialNumber.isEqual(sid.serialNumber));
}

function commonName(certificate: Certificate): string {
  const name = certificate.subject.typesAndValues.find(({ type }) => type === oids.commonName);
  return name === undefined ? '' : String((name.value as { valueBlock: { value: unknown } }).valueBlock.value);
}

function imprintFault(info: TSTInfo, data: Uint8Array): RemarkCode | undefined {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const name = hashNames[hashAlgorithm.algorithmId];
  if (name === undefined || !imprintHashes.has(name)) return 'time-hash-unsafe';
  return createHash(name).update(data).digest().equals(Buffer.from(hashedMessage.valueBlock.valueHexView)) ? undefined : 'time-other-data';
}

/** RFC 3161, section 2.3 and 2.4.2, RFC 5816: the certificate is for time-stamping alone, and the signature names it. */
function certificateFault(signed: SignedData, signer: Certificate | undefined): RemarkCode | undefined {
  if (signer === undefined) return 'time-certificate-missing';
  const usage = signer.extensions?.find(({ extnID }) => extnID === oids.extendedKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  if (usage?.critical !== true || purposes.length !== 1 || purposes[0] !== oids.timeStamping) return 'time-certificate-purpose';
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const contentType: unknown = attributes.find(({ type }) => type === oids.contentType)?.values[0];
  if (!(contentType instanceof asn1.ObjectIdentifier) || contentType.getValue() !== id_eContentType_TSTInfo) return 'time-signature-of-else';
  const v2: unknown = attributes.find(({ type }) => type === oids.signingCertificateV2)?.values[0];
  const v1: unknown = attributes.find(({ type }) => type === oids.signingCertificate)?.values[0];
  const named = v2 === undefined ? namedHash(v1, 'sha1') : namedHash(v2, 'sha256');
  const actual = named === undefined ? undefined : createHash(named.algorithm).update(Buffer.from(signer.toSchema().toBER())).digest();
  return named !== undefined && actual?.equals(named.hash) === true ? undefined : 'time-certificate-unnamed';
}

/** SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2) { [hashAlgorithm] certHash [issuerSerial] } … }: the first one. */
function namedHash(attribute: unknown, standard: string): { readonly algorithm: string; readonly hash: Buffer } | undefined {
  const first = child(child(attribute, 0), 0);
  const head = child(first, 0);
  const algorithmId: unknown = head instanceof asn1.Sequence ? child(head, 0) : undefined;
  const algorithm = algorithmId instanceof asn1.ObjectIdentifier ? hashNames[algorithmId.getValue()] : standard;
  const hash = head instanceof asn1.Sequence ? child(first, 1) : head;
  return hash instanceof asn1.OctetString && algorithm !== undefined ? { algorithm, hash: Buffer.from(hash.getValue()) } : undefined;
}

function child(block: unknown, index: number): unknown {
  return block instanceof asn1.Constructed ? block.valueBlock.value[index] : undefined;
}

async function signatureFault(signed: SignedData, data: Uint8Array, trusted: Certificate[]): Promise<RemarkCode | undefined> {
  try {
    const { signatureVerified } = await signed.verify({ signer: 0, data: Uint8Array.from(data).buffer, trustedCerts: trusted, checkChain: true, passedWhenNotRevValues: true, extendedMode: true });
    return signatureVerified === true ? undefined : 'time-signature-wrong';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 5 ? 'time-not-trusted' : 'time-signature-wrong';
  }
}

/** Verification of trusted times: untrusted ASN.1, so it runs in a worker. */
export const tasks = { verify };
