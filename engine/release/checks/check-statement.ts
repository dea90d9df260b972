import { canonicalJson } from '../../integrity/index.ts';
import { payloadFolder } from '../bag.ts';
import { signaturePath, statementPath, type ReleaseContents } from '../release-contents.ts';
import { releaseNamespace, releaseStatement, type ReleaseStatement } from '../release-statement.ts';
import type { KnownSigner } from '../known-signer.ts';
import { formatSshPublicKey, signerPrincipal, type SshPublicKey } from '../ssh-key.ts';
import { verifySsh } from '../ssh-signature.ts';
import { checkOf, say, type Check, type Fault } from './check.ts';

/** Who signed, and whether one of the known signers is that key. */
export interface SignerFound {
  readonly fingerprint: string;
  readonly known: boolean;
  /** `ssh-ed25519 AAAA…`, for comparing and pinning. */
  readonly publicKey: string;
  /** `changed`: a known signer of the name that the release gives has another key; nobody else's word than that signer's own can clear it up. */
  readonly standing: 'known' | 'unknown' | 'changed';
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

/** Whom the verifier knows, and whether anyone else is refused: a list given for this release is the whole list, pinned contacts are not. */
export interface SignersKnown {
  readonly signers: readonly KnownSigner[];
  readonly strict: boolean;
}

/** Checks the statement, its signature, the signer against the known ones, and each file of the payload against the statement. */
export function checkStatement(contents: ReleaseContents, known: SignersKnown): StatementChecks {
  const bytes = contents.texts.get(statementPath);
  const signature = contents.texts.get(signaturePath)?.toString('latin1');
  const statement = bytes === undefined ? undefined : readStatement(bytes);
  const checks: Check[] = checkOf('statement', statement === undefined ? [{ subject: statementPath, ...say('statement-wrong') }] : [], statement === undefined ? undefined : say('statement-read', { tools: statement.tools.map(({ name, version }) => `${name} ${version}`).join(', ') }));
  const verdict = bytes === undefined || signature === undefined ? undefined : verifySsh(bytes, releaseNamespace, signature);
  checks.push(...checkOf('signature', verdict?.holds === true ? [] : [{ subject: signaturePath, ...say(verdict?.why ?? 'signature-missing') }], say('signature-fits')));
  if (statement !== undefined) checks.push(...checkOf('signed-files', fileFaults(contents, statement), say('files-signed', { count: statement.files.length })));
  const key = verdict?.holds === true ? verdict.key : undefined;
  const signer = key === undefined ? undefined : signerOf(key, statement, known.signers);
  if (signer !== undefined) checks.push(...signerChecks(statement, signer, known));
  return { checks, ...(statement === undefined ? {} : { statement }), ...(signer === undefined || key === undefined ? {} : { signer, key: key.key }) };
}

/** Reads a statement that stands as canonical JSON; undefined for anything else. */
export function readStatement(bytes: Buffer): ReleaseStatement | undefined {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    const statement = releaseStatement.safeParse(parsed);
    return statement.success && canonicalJson(parsed) === bytes.toString('utf8') ? statement.data : undefined;
  } catch {
    return undefined; // not JSON, or JSON without a canonical form
  }
}

/** How a key stands to those that one knows. */
export function signerOf(key: SshPublicKey, about: { readonly signer: { readonly name: string } } | undefined, known: readonly KnownSigner[]): SignerFound {
  const isKnown = known.some((one) => one.fingerprint === key.fingerprint);
  const namesakes = about === undefined ? [] : known.filter((one) => one.principal === signerPrincipal(about.signer.name));
  const standing = isKnown ? 'known' : namesakes.length > 0 ? 'changed' : 'unknown';
  return { fingerprint: key.fingerprint, known: isKnown, publicKey: formatSshPublicKey(key.key), standing };
}

function signerChecks(statement: ReleaseStatement | undefined, { fingerprint, standing }: SignerFound, known: SignersKnown): Check[] {
  const faults: Fault[] = [];
  if (statement !== undefined && statement.signer.fingerprint !== fingerprint) faults.push({ ...say('signer-named-otherwise', { named: statement.signer.fingerprint, signed: fingerprint }) });
  if (standing === 'changed') faults.push({ ...say('key-changed', { name: statement?.signer.name ?? '', fingerprint }) });
  else if (standing === 'unknown' && known.strict) faults.push({ ...say('signer-none-of-known', { fingerprint }) });
  const good = say(standing === 'known' ? 'signer-known' : 'signer-unknown', { fingerprint });
  return checkOf('signer', faults, good);
}

function fileFaults(contents: ReleaseContents, statement: ReleaseStatement): Fault[] {
  const faults: Fault[] = [];
  const signed = new Set([statementPath, signaturePath]);
  for (const { path, bytes, sha256 } of statement.files) {
    const full = `${payloadFolder}${path}`;
    const actual = contents.files.get(full);
    if (signed.has(full)) faults.push({ subject: full, ...say('signed-twice') });
    signed.add(full);
    if (actual === undefined) faults.push({ subject: full, ...say('signed-absent') });
    else if (actual.sha256 !== sha256 || actual.bytes !== bytes) faults.push({ subject: full, ...say('signed-otherwise') });
  }
  for (const path of contents.files.keys()) {
    if (path.startsWith(payloadFolder) && !signed.has(path)) faults.push({ subject: path, ...say('not-signed') });
  }
  return faults;
}
