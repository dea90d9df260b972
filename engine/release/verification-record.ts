import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { Check } from './checks/check.ts';
import type { ReleaseSigner } from './make-release.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import type { ReleaseStatement } from './release-statement.ts';
import { parseSshPublicKey } from './ssh-key.ts';
import { signSsh } from './ssh-signature.ts';
import type { Verification } from './verify-release.ts';

/** The namespace of a clerk's signature under a verification record. */
export const verificationNamespace = 'custodia-verification';

export interface RecordFacts {
  /** Name of the verified file as the verifier knows it. */
  readonly file: string;
  /** Of the verified file; absent for a folder. */
  readonly sha256?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Tool and version. */
  readonly tool: string;
  /** Who verified, when they wish to sign. */
  readonly signer?: ReleaseSigner;
}

export interface VerificationRecord {
  readonly pdf: Uint8Array;
  /** Canonical JSON (RFC 8785). */
  readonly json: Uint8Array;
  /** SSHSIG over `json`, where a signer was given. */
  readonly signature?: string;
}

/** Writes a verification down, for the file of the court: as a page to read and as JSON, which the verifier may sign. Fails as typesetting fails, or with `usage` for a signer's key. */
export async function makeVerificationRecord(pools: WorkerPools, verification: Verification, facts: RecordFacts, signal?: AbortSignal): Promise<Result<VerificationRecord, Failure>> {
  const { file, sha256, at, tool, signer } = facts;
  const { statement, holds, checks, changes, time, notChecked } = verification;
  const key = signer === undefined ? undefined : parseSshPublicKey(signer.sshPublicKey);
  if (key?.ok === false) return key;
  const json = canonicalJson({
    format: 'custodia-verification-1', at, tool, file: { name: file, ...(sha256 === undefined ? {} : { sha256 }) }, holds, signer: verification.signer, checks, notChecked,
    ...(signer === undefined || key === undefined ? {} : { by: { name: signer.name, fingerprint: key.value.fingerprint } }),
    ...(statement === undefined ? {} : { release: { ...statement.release, case: statement.case.id, statementSha256: sha256Hex(canonicalJson(statement)) } }),
    ...(changes === undefined ? {} : { changes }), ...(time === undefined ? {} : { time }),
  });
  const by = signer === undefined || key === undefined ? '' : `${signer.name} (${key.value.fingerprint})`;
  const pdf = await typesetPages(pools, 'verification-record.typ', pageData(verification, { file, sha256: sha256 ?? '', at, by, json }), signal);
  if (!pdf.ok) return pdf;
  const signed = signer === undefined || key === undefined ? {} : { signature: await signSsh(Buffer.from(json), verificationNamespace, { key: key.value.key, sign: signer.sign }) };
  return success({ pdf: pdf.value, json: Buffer.from(json), ...signed });
}

function pageData(verification: Verification, page: { readonly file: string; readonly sha256: string; readonly at: string; readonly by: string; readonly json: string }): unknown {
  const { holds, checks, statement, signer, changes, time, notChecked } = verification;
  const broken = checks.filter((check) => !check.holds);
  const [first] = broken;
  return {
    ...page, holds, json: `SHA-256 ${sha256Hex(page.json)}`, title: 'Record of verification',
    verdict: holds ? 'The release holds.' : `The release does not hold: ${first?.message ?? 'nobody is known to have signed it.'}${broken.length > 1 ? ` And ${broken.length - 1} more.` : ''}`,
    signer: signer.fingerprint, known: signer.standing === 'changed' ? 'THE KEY CHANGED: the verifier knows another key of this name' : signer.known ? 'known to the verifier beforehand' : 'not known to the verifier beforehand',
    words: keyInWords(signer.publicKey),
    release: statement === undefined ? [] : [
      ['Case', [statement.case.reference, statement.case.title].filter((part) => part !== undefined).join(' · ')], ['Release', `${statement.release.number} (${statement.release.id})`], ['Edition', statement.release.edition],
      ['Made', statement.release.madeAt], ['Exhibits', `${statement.exhibits.length}, and ${statement.sealed.length} sealed`], ['Files', String(statement.files.length)], ['Court', courtResult(statement)], ['Made with', statement.tools.map(({ name, version }) => `${name} ${version}`).join(', ')], ...(time === undefined ? [] : [['Trusted time', `${time.at}, ${time.authority}`]]),
    ],
    changes: changes === undefined ? [] : [['Release before it', String(changes.since)], ['Added', changes.added.join(', ') || 'none'], ['Replaced', changes.replaced.join(', ') || 'none'], ['Withdrawn', changes.withdrawn.join(', ') || 'none']],
    notChecked: notChecked.map(({ name, message }) => [name, message]),
    checks: [...broken, ...checks.filter((check) => check.holds)].map((check) => ({ ...check, name: check.name, subject: [check.subject, check.page === undefined ? undefined : `page ${check.page}`].filter((part) => part !== undefined).join(', '), message: check.message ?? whatHolds(check) })),
  };
}

function courtResult({ court }: ReleaseStatement): string {
  return `${court.profile}, ${court.holds === null ? 'not checked' : court.holds ? 'holds, as stated by its maker' : 'does not hold, as stated by its maker'}`;
}

function keyInWords(publicKey: string): string {
  const key = parseSshPublicKey(publicKey);
  return key.ok ? fingerprintWords(key.value.key).join(' ') : '';
}

function whatHolds({ name, subject }: Check): string {
  return name === 'exhibit' ? `Exhibit ${subject ?? ''} is the file that was released.` : '';
}
