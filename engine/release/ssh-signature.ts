import { createHash } from 'node:crypto';
import { ed25519PublicKeyBytes, sshPublicKeyBlob, verifyEd25519 } from '../integrity/index.ts';
import { sshPublicKey, type SshPublicKey } from './ssh-key.ts';
import { readSshString, sshString } from './ssh-wire.ts';

// OpenSSH PROTOCOL.sshsig: an armored blob over the hash of a message, bound to a namespace.
const magic = 'SSHSIG';
const version = 1;
const hashName = 'sha512';
const keyType = 'ssh-ed25519';
const beginLine = '-----BEGIN SSH SIGNATURE-----';
const endLine = '-----END SSH SIGNATURE-----';
const columns = 70;
const maximumLength = 16_384;

/** Signs with Ed25519 and answers the 64 bytes of the raw signature. */
export type SignRaw = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

function signedData(message: Uint8Array, namespace: string): Buffer {
  const digest = createHash(hashName).update(message).digest();
  return Buffer.concat([Buffer.from(magic), sshString(namespace), sshString(''), sshString(hashName), sshString(digest)]);
}

/** Signs a message as `ssh-keygen -Y sign -n NAMESPACE` does; the answer is the armored text of a `.sig` file. */
export async function signSsh(message: Uint8Array, namespace: string, signer: { readonly key: Uint8Array; readonly sign: SignRaw }): Promise<string> {
  const raw = await signer.sign(signedData(message, namespace));
  const versionBytes = Buffer.alloc(4);
  versionBytes.writeUInt32BE(version);
  const signature = Buffer.concat([sshString(keyType), sshString(raw)]);
  const fields = [sshPublicKeyBlob(signer.key), Buffer.from(namespace), Buffer.alloc(0), Buffer.from(hashName), signature];
  const blob = Buffer.concat([Buffer.from(magic), versionBytes, ...fields.map((field) => sshString(field))]);
  const lines = blob.toString('base64').match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
  return [beginLine, ...lines, endLine, ''].join('\n');
}

/** The key that made a signature, when the signature holds for this message and namespace; else why it does not. */
export type SshVerdict = { readonly holds: true; readonly key: SshPublicKey } | { readonly holds: false; readonly why: 'signature-kind' | 'signature-purpose' | 'signature-wrong'; readonly key?: SshPublicKey };

/** Checks a signature as `ssh-keygen -Y check-novalidate -n NAMESPACE` does. Whether its key is to be trusted is another question. */
export function verifySsh(message: Uint8Array, namespace: string, armored: string): SshVerdict {
  const parsed = parseSignature(armored);
  if (parsed === undefined) return { holds: false, why: 'signature-kind' };
  const key = sshPublicKey(parsed.key);
  if (parsed.namespace !== namespace) return { holds: false, why: 'signature-purpose', key };
  const holds = verifyEd25519(signedData(message, parsed.namespace), parsed.signature, parsed.key);
  return holds ? { holds, key } : { holds, why: 'signature-wrong', key };
}

interface ParsedSignature {
  readonly key: Uint8Array;
  readonly namespace: string;
  readonly signature: Uint8Array;
}

function parseSignature(armored: string): ParsedSignature | undefined {
  const blob = dearmor(armored);
  const head = magic.length + 4;
  if (blob === undefined || blob.length < head || blob.toString('latin1', 0, magic.length) !== magic || blob.readUInt32BE(magic.length) !== version) return undefined;
  const fields = readFields(blob.subarray(head), 5);
  const [keyBlob, namespace, , hash, signatureBlob] = fields ?? [];
  if (keyBlob === undefined || namespace === undefined || signatureBlob === undefined || hash?.toString('latin1') !== hashName) return undefined;
  const key = keyOf(keyBlob);
  const [signatureType, signature] = readFields(signatureBlob, 2) ?? [];
  if (key === undefined || signature?.length !== 64 || signatureType?.toString('latin1') !== keyType) return undefined;
  return { key, namespace: namespace.toString('utf8'), signature };
}

function dearmor(armored: string): Buffer | undefined {
  if (armored.length > maximumLength) return undefined;
  const text = armored.replaceAll('\r\n', '\n').trim();
  if (!text.startsWith(`${beginLine}\n`) || !text.endsWith(`\n${endLine}`)) return undefined;
  const body = text.slice(beginLine.length, -endLine.length).replaceAll('\n', '');
  const blob = Buffer.from(body, 'base64');
  return blob.toString('base64') === body ? blob : undefined;
}

/** Exactly `count` strings and nothing after them. */
function readFields(bytes: Uint8Array, count: number): Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const field = readSshString(bytes, offset);
    if (field === undefined) return undefined;
    fields.push(field.value);
    offset = field.next;
  }
  return offset === bytes.length ? fields : undefined;
}

function keyOf(blob: Buffer): Uint8Array | undefined {
  const [type, key] = readFields(blob, 2) ?? [];
  return type?.toString('latin1') === keyType && key?.length === ed25519PublicKeyBytes ? key : undefined;
}
