import { createHash } from 'node:crypto';
import sodium from 'sodium-native';
import { decodeSshKey, type SshPublicKey } from './ssh-key.ts';
import { readSshString, sshString } from './ssh-wire.ts';

// OpenSSH PROTOCOL.sshsig: an armored blob over the hash of a message, bound to a namespace.
const magic = 'SSHSIG';
const version = 1;
const hashName = 'sha512';
const beginLine = '-----BEGIN SSH SIGNATURE-----';
const endLine = '-----END SSH SIGNATURE-----';
const columns = 70;
const maximumBytes = 16_384;

/** Signs with Ed25519 and answers the 64 bytes of the raw signature. */
export type SignRaw = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

function signedData(message: Uint8Array, namespace: string): Buffer {
  const digest = createHash(hashName).update(message).digest();
  return Buffer.concat([Buffer.from(magic), sshString(namespace), sshString(''), sshString(hashName), sshString(digest)]);
}

/** Signs a message as `ssh-keygen -Y sign -n NAMESPACE` does; the answer is the armored text of a `.sig` file. */
export async function signSsh(message: Uint8Array, namespace: string, signer: { readonly key: SshPublicKey; readonly sign: SignRaw }): Promise<string> {
  const raw = await signer.sign(signedData(message, namespace));
  const versionBytes = Buffer.alloc(4);
  versionBytes.writeUInt32BE(version);
  const signature = Buffer.concat([sshString('ssh-ed25519'), sshString(raw)]);
  const blob = Buffer.concat([Buffer.from(magic), versionBytes, sshString(signer.key.blob), sshString(namespace), sshString(''), sshString(hashName), sshString(signature)]);
  const lines = blob.toString('base64').match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
  return [beginLine, ...lines, endLine, ''].join('\n');
}

/** The key that made a signature, when the signature holds for this message and namespace; else why it does not. */
export type SshVerdict = { readonly holds: true; readonly key: SshPublicKey } | { readonly holds: false; readonly message: string; readonly key?: SshPublicKey };

/** Checks a signature as `ssh-keygen -Y check-novalidate -n NAMESPACE` does. Whether its key is to be trusted is another question. */
export function verifySsh(message: Uint8Array, namespace: string, armored: string): SshVerdict {
  const parsed = parseSignature(armored);
  if (parsed === undefined) return { holds: false, message: 'The signature file is not an SSH signature of the kind ssh-ed25519.' };
  const { key, signature } = parsed;
  if (parsed.namespace !== namespace) return { holds: false, message: 'The signature was made for another purpose.', key };
  const holds = sodium.crypto_sign_verify_detached(Buffer.from(signature), signedData(message, parsed.namespace), Buffer.from(key.key));
  return holds ? { holds, key } : { holds, message: 'The signature does not fit what is signed.', key };
}

interface ParsedSignature {
  readonly key: SshPublicKey;
  readonly namespace: string;
  readonly signature: Uint8Array;
}


function parseSignature(armored: string): ParsedSignature | undefined {
  if (armored.length > maximumBytes) return undefined;
  const text = armored.replaceAll('\r\n', '\n').trim();
  if (!text.startsWith(`${beginLine}\n`) || !text.endsWith(`\n${endLine}`)) return undefined;
  const body = text.slice(beginLine.length, -endLine.length).replaceAll('\n', '');
  const blob = Buffer.from(body, 'base64');
  if (blob.toString('base64') !== body) return undefined;
  if (blob.subarray(0, magic.length).toString('latin1') !== magic || blob.length < magic.length + 4) return undefined;
  if (blob.readUInt32BE(magic.length) !== version) return undefined;
  const fields: Buffer[] = [];
  let offset = magic.length + 4;
  for (let count = 0; count < 5; count++) {
    const field = readSshString(blob, offset);
    if (field === undefined) return undefined;
    fields.push(Buffer.from(field.value));
    offset = field.next;
  }
  const [keyBlob, namespace, , hash, signatureBlob] = fields;
  if (offset !== blob.length || keyBlob === undefined || namespace === undefined || signatureBlob === undefined) return undefined;
  if (hash?.toString('latin1') !== hashName) return undefined;
  const key = decodeSshKey(keyBlob);
  const signature = readSignature(signatureBlob);
  return key === undefined || signature === undefined ? undefined : { key, namespace: namespace.toString('utf8'), signature };
}

function readSignature(blob: Uint8Array): Uint8Array | undefined {
  const type = readSshString(blob, 0);
  const raw = type === undefined ? undefined : readSshString(blob, type.next);
  if (raw?.next !== blob.length || raw.value.length !== 64) return undefined;
  return Buffer.from(type?.value ?? []).toString('latin1') === 'ssh-ed25519' ? raw.value : undefined;
}
