import { canonicalJson } from '../../integrity/index.ts';
import { payloadFolder } from '../bag.ts';
import { signaturePath, statementPath, type ReleaseContents } from '../release-contents.ts';
import { releaseNamespace, releaseStatement, type ReleaseStatement } from '../release-statement.ts';
import { formatSshPublicKey, type SshPublicKey } from '../ssh-key.ts';
import { verifySsh } from '../ssh-signature.ts';
import { checkOf, type Check, type Fault } from './check.ts';

/** Who signed, and whether one of the known signers is that key. */
export interface SignerFound {
  readonly fingerprint: string;
  readonly known: boolean;
  /** `ssh-ed25519 AAAA…`, for comparing and pinning. */
  readonly publicKey: string;
}

export interface StatementChecks {
  readonly checks: Check[];
  /** Absent when the statement cannot be read. */
  readonly statement?: ReleaseStatement;
  /** Absent when the signature holds for nobody. */
  readonly signer?: SignerFound;
  /** Raw key of the signer. */
  readonly key?: Uint8Array;
}

/** Checks the statement, its signature, the signer against the known ones, and each file of the payload against the statement. */
export function checkStatement(contents: ReleaseContents, knownSigners: readonly SshPublicKey[] | undefined): StatementChecks {
  const bytes = contents.texts.get(statementPath);
  const signature = contents.texts.get(signaturePath)?.toString('latin1');
  const statement = bytes === undefined ? undefined : readStatement(bytes);
  const checks: Check[] = checkOf('statement', statement === undefined ? [{ subject: statementPath, message: 'The statement of the release is missing, malformed or not canonical JSON.' }] : [], 'The release says what it is.');
  const verdict = bytes === undefined || signature === undefined ? undefined : verifySsh(bytes, releaseNamespace, signature);
  checks.push(...checkOf('signature', verdict?.holds === true ? [] : [{ subject: signaturePath, message: verdict?.message ?? 'There is no signature.' }], 'The signature fits the statement.'));
  if (statement !== undefined) checks.push(...checkOf('signed-files', fileFaults(contents, statement), `${statement.files.length} files are those that were signed.`));
  const key = verdict?.holds === true ? verdict.key : undefined;
  const found = key === undefined ? {} : { signer: signerOf(key, knownSigners), key: key.key };
  checks.push(...signerChecks(statement, key, knownSigners));
  return { checks, ...(statement === undefined ? {} : { statement }), ...found };
}

function readStatement(bytes: Buffer): ReleaseStatement | undefined {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    const statement = releaseStatement.safeParse(parsed);
    return statement.success && canonicalJson(parsed) === bytes.toString('utf8') ? statement.data : undefined;
  } catch {
    return undefined; // not JSON, or JSON without a canonical form
  }
}

function signerOf(key: SshPublicKey, knownSigners: readonly SshPublicKey[] | undefined): SignerFound {
  return { fingerprint: key.fingerprint, known: knownSigners?.some((known) => known.fingerprint === key.fingerprint) ?? false, publicKey: formatSshPublicKey(key.key) };
}

function signerChecks(statement: ReleaseStatement | undefined, key: SshPublicKey | undefined, knownSigners: readonly SshPublicKey[] | undefined): Check[] {
  if (key === undefined) return [];
  const faults: Fault[] = [];
  if (statement !== undefined && statement.signer.fingerprint !== key.fingerprint) faults.push({ message: `The release names ${statement.signer.fingerprint} as its signer, but ${key.fingerprint} signed it.` });
  const unknown = knownSigners !== undefined && !knownSigners.some((known) => known.fingerprint === key.fingerprint);
  if (unknown) faults.push({ message: `The key that signed, ${key.fingerprint}, is none of the known signers. Ask the sender by another way.` });
  const known = knownSigners === undefined ? `Signed with ${key.fingerprint}. Compare it with what the sender told you by another way.` : `Signed with ${key.fingerprint}, a known signer.`;
  return checkOf('signer', faults, known);
}

function fileFaults(contents: ReleaseContents, statement: ReleaseStatement): Fault[] {
  const faults: Fault[] = [];
  const signed = new Set([statementPath, signaturePath]);
  for (const { path, bytes, sha256 } of statement.files) {
    const full = `${payloadFolder}${path}`;
    const actual = contents.files.get(full);
    if (signed.has(full)) faults.push({ subject: full, message: 'The signed statement names this file twice.' });
    signed.add(full);
    if (actual === undefined) faults.push({ subject: full, message: 'This file was signed but is not in the release.' });
    else if (actual.sha256 !== sha256 || actual.bytes !== bytes) faults.push({ subject: full, message: 'The content of this file is not what was signed.' });
  }
  for (const path of contents.files.keys()) {
    if (path.startsWith(payloadFolder) && !signed.has(path)) faults.push({ subject: path, message: 'This file is in the release but was not signed.' });
  }
  return faults;
}
