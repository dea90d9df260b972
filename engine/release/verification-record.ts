import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { WindowLanguage } from '../../shared/languages.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { ReleaseChanges } from './checks/check-previous.ts';
import type { Check } from './checks/check.ts';
import type { ReleaseSigner } from './make-release.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import { recordWords, remarksIn, type RecordWords } from './record-words.ts';
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
  /** Of the page; the JSON is in English always. English where none is given. */
  readonly language?: WindowLanguage;
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
  const { file, sha256, at, tool, signer, language } = facts;
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
  const pdf = await typesetPages(pools, 'verification-record.typ', pageData(verification, { file, sha256: sha256 ?? '', at, by, json, language: language ?? 'en' }), signal);
  if (!pdf.ok) return pdf;
  const signed = signer === undefined || key === undefined ? {} : { signature: await signSsh(Buffer.from(json), verificationNamespace, { key: key.value.key, sign: signer.sign }) };
  return success({ pdf: pdf.value, json: Buffer.from(json), ...signed });
}

interface PageFacts {
  readonly file: string;
  readonly sha256: string;
  readonly at: string;
  readonly by: string;
  readonly json: string;
  readonly language: WindowLanguage;
}

type Row = readonly [label: string, value: string];

function pageData(verification: Verification, page: PageFacts): unknown {
  const { holds, checks, statement, signer, changes, notChecked } = verification;
  const t = recordWords(page.language);
  const broken = checks.filter((check) => !check.holds);
  const found = ({ message = '', remarks }: Pick<Check, 'message' | 'remarks'>): string => (remarks === undefined ? message : remarksIn(t, remarks));
  const [first] = broken;
  const verdict = holds ? [t('verification.record.holds')] : [t('verification.record.fails'), first === undefined ? t('verification.record.unsigned') : found(first), ...(broken.length > 1 ? [t('verification.record.failed', { count: broken.length })] : [])];
  const facts: Row[] = [
    [t('verification.record.at'), page.at], [t('verification.record.by'), page.by], [t('verification.record.file'), page.file], [t('verification.record.sha256'), page.sha256], [t('verification.record.signedWith'), signer.fingerprint],
    [t('verification.record.words'), keyInWords(signer.publicKey)], [t('verification.record.signer'), t(`verification.record.standing-${signer.standing}`)],
  ];
  return {
    language: page.language, holds, title: t('verification.record.title'), verdict: verdict.join(' '), record: `${t('verification.record.recordHash')} · SHA-256 ${sha256Hex(page.json)}`,
    facts: facts.filter(([, value]) => value !== ''),
    release: { title: t('verification.record.release'), rows: statement === undefined ? [] : releaseRows(t, statement, verification) },
    changes: { title: t('verification.record.changes'), rows: changes === undefined ? [] : changesRows(t, changes) },
    notChecked: { title: t('verification.record.notChecked'), rows: notChecked.map((one): Row => [t(`verification.check.${one.name}.holds`), found(one)]) },
    checks: {
      title: t('verification.record.checks'), head: [t('verification.record.check'), t('verification.record.result'), t('verification.record.concerns'), t('verification.record.found')],
      rows: [...broken, ...checks.filter((check) => check.holds)].map((check) => ({
        name: t(`verification.check.${check.name}.${check.holds ? 'holds' : 'fails'}`), holds: check.holds, result: t(check.holds ? 'verification.record.result-holds' : 'verification.record.result-fails'),
        subject: check.subject ?? '', page: check.page === undefined ? '' : t('verification.record.page', { page: check.page }), message: found(check),
      })),
    },
    foot: t('verification.record.foot'),
  };
}

function releaseRows(t: RecordWords, statement: ReleaseStatement, { time }: Verification): Row[] {
  const { court, exhibits, sealed, release } = statement;
  return [
    [t('verification.record.case'), [statement.case.reference, statement.case.title].filter((part) => part !== undefined).join(' · ')], [t('verification.record.number'), `${release.number} (${release.id})`],
    [t('verification.record.edition'), release.edition], [t('verification.record.madeAt'), release.madeAt], [t('verification.record.exhibits'), t('verification.record.exhibitCounts', { exhibits: exhibits.length, sealed: sealed.length })],
    [t('verification.record.files'), String(statement.files.length)], [t('verification.record.court'), t(`verification.record.court-${court.holds === null ? 'unchecked' : court.holds ? 'holds' : 'fails'}`, { profile: court.profile })],
    [t('verification.record.tools'), statement.tools.map(({ name, version }) => `${name} ${version}`).join(', ')], ...(time === undefined ? [] : [[t('verification.record.time'), `${time.at}, ${time.authority}`] as const]),
  ];
}

function changesRows(t: RecordWords, { since, added, replaced, withdrawn }: ReleaseChanges): Row[] {
  const listed = (numbers: readonly string[]): string => (numbers.length === 0 ? t('verification.record.none') : numbers.join(', '));
  return [
    [t('verification.record.since'), String(since)], [t('verification.record.added'), listed(added)], [t('verification.record.replaced'), listed(replaced)], [t('verification.record.withdrawn'), listed(withdrawn)],
  ];
}

function keyInWords(publicKey: string): string {
  const key = parseSshPublicKey(publicKey);
  return key.ok ? fingerprintWords(key.value.key).join(' ') : '';
}
