import path from 'node:path';
import { tellProof } from '../../shared/case-model/proof-faults.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { JobResult } from '../../shared/ipc/jobs.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleFiles } from '../operations/assemble-files.ts';
import { buildToFile } from '../operations/build-to-file.ts';
import { checkNames } from '../operations/check-names.ts';
import { checkFile } from '../operations/check-pdf.ts';
import { inspectFile } from '../operations/inspect-file.ts';
import { logVerification } from '../operations/log-access.ts';
import { openCase } from '../operations/open-case.ts';
import { openReceived } from '../operations/open-received.ts';
import { redactFile } from '../operations/redact-file.ts';
import { releaseEdition } from '../operations/release-edition.ts';
import { describeKey, knownHere, pinnedSigners } from '../operations/pin-contact.ts';
import { receivedRelease } from '../operations/received-release.ts';
import { timeOf } from '../operations/trusted-time-of-release.ts';
import { verifyFile, type Verification, type VerifyFile } from '../operations/verify-file.ts';
import { numberOf } from '../operations/withdraw-release.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import type { KeptVerifications } from './kept-verifications.ts';
import { pathsOf, refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type HandOverHandlers = Pick<Handlers,
  'listReleases' | 'buildEdition' | 'checkNames' | 'makeRelease' | 'verifyRelease' | 'openRelease' | 'inspectPdf' | 'checkPdf' | 'redactPdf' | 'assemblePdfs'>;

/** Answers what the window asks about what leaves the case and what came from elsewhere. */
export function handOverHandlers(context: ServingContext, verifications: KeptVerifications): HandOverHandlers {
  const { engine, session, jobs, tokens, emit } = context;
  return {
    listReleases: () => session.use((vault) => success({
      releases: vault.releases.list().map(({ id, edition, madeAt, sha256, bytes, recipients, pages, exhibits, withdrawn }) => {
        const time = timeOf(vault, id);
        return {
          release: id, edition: edition as EditionName, madeAt, sha256, bytes, recipients, pages, exhibits, number: numberOf(vault, id, edition),
          ...(withdrawn === undefined ? {} : { withdrawn }), ...(time === undefined ? {} : { trustedTime: { at: time.at, authority: time.authority } }),
        };
      }),
    })),
    buildEdition({ edition, place, supplement = false }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return startCaseJob(context, 'buildEdition', async (vault, options) => {
        const built = refuseReadOnly(vault) ?? (await buildToFile(engine, vault, { edition, out: out.value, supplement }, options));
        if (!built.ok) return built;
        emit('caseChanged', { parts: ['redactions', 'bundle', 'log'] });
        const { sha256, files, pages, exhibits, redactions, court, findings } = built.value;
        return success({ sha256, files: files.map((file) => path.basename(file)), pages, exhibits, redactions, court, findings: [...vault.findings.list(), ...findings] });
      });
    },
    checkNames: ({ edition }) => startCaseJob(context, 'checkNames', async (vault, options) => {
      const checked = refuseReadOnly(vault) ?? (await checkNames(engine, vault, edition, options));
      if (!checked.ok) return checked;
      emit('caseChanged', { parts: ['redactions', 'log'] });
      return success({ ...checked.value, edition });
    }),
    makeRelease({ edition, recipients, place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      if (recipients.length > 0 !== out.value.endsWith('.age')) return refusal(failure('usage', 'A release for recipients ends in .tar.age, one without in .tar.'));
      return startCaseJob(context, 'makeRelease', async (vault, options) => {
        const made = refuseReadOnly(vault) ?? (await releaseEdition(engine, vault, { edition, recipients, out: out.value }, options));
        if (!made.ok) return made;
        emit('caseChanged', { parts: ['releases', 'redactions', 'log'] });
        const { pages, exhibits, redactions, signer, holds, court, findings } = made.value;
        if (!holds) throw new Error('a release that does not hold was reported as made');
        return success({ edition, pages, exhibits, redactions, holds, court, signer: { fingerprint: signer.fingerprint, allowedSigners: signer.allowedSigners }, findings: [...vault.findings.list(), ...findings] });
      });
    },
    async verifyRelease({ file, identity, signers, earlier = [], checkpoints = [], withdrawals = [], time, withoutPages, ownCase }) {
      const named = [file, ...(ownCase === undefined ? [] : [ownCase.place]), ...(identity === undefined ? [] : [identity]), ...earlier, ...checkpoints, ...withdrawals, ...(time === undefined ? [] : [time.token, ...time.certificates])];
      const paths = pathsOf(tokens, named);
      if (!paths.ok) return paths;
      const pathOf = (token: string): string => paths.value[named.indexOf(token)] ?? '';
      const path = pathOf(file);
      const held = ownCase === undefined ? await session.use((vault) => success(heldBy(vault))) : await heldByClosed(pathOf(ownCase.place), ownCase.passphrase);
      if (ownCase !== undefined && !held.ok) return held;
      return success(jobs.start('verifyRelease', async (options) => {
        const verified = await verifyFile(engine, path, {
          ...(held.ok ? held.value : {}), ...options, signer: signers?.join('\n'), withoutPages,
          ...(identity === undefined ? {} : { identityFile: pathOf(identity) }),
          earlierFiles: earlier.map(pathOf), checkpointFiles: checkpoints.map(pathOf), withdrawalFiles: withdrawals.map(pathOf),
          ...(time === undefined ? {} : { time: { token: pathOf(time.token), certificates: time.certificates.map(pathOf) } }),
        });
        if (!verified.ok) return verified;
        await session.use((vault) => {
          logVerification(vault, verified.value);
          return success(undefined);
        });
        return success({ ...describeVerification(verified.value), verification: verifications.keep({ file: path, verification: verified.value }) });
      }));
    },
    async openRelease({ file, identity, place, passphrase, signers, by }) {
      const paths = pathsOf(tokens, identity === undefined ? [file, place] : [file, place, identity]);
      if (!paths.ok) return paths;
      const [path = '', folder = '', identityFile] = paths.value;
      // Contacts pinned in the open case know the sender in the new one as well.
      const known = await session.use((vault) => success({ pinned: pinnedSigners(vault), identity: vault.identity.ageIdentity() }));
      const openBefore = session.folder;
      return success(jobs.start('openRelease', async (options) => {
        const received = await openReceived(engine, { file: path, folder, passphrase, identityFile, signer: signers?.join('\n'), by, ...(known.ok ? known.value : {}) }, options);
        if (!received.ok) return received;
        const documents = received.value.documents.length;
        // Whoever opened another case meanwhile is at work in that one.
        if (session.state === 'open' && session.folder !== openBefore) return success({ documents });
        const opened = await openCase({ folder, passphrase });
        if (!opened.ok) return opened;
        await session.begin(opened.value);
        emit('caseChanged', { parts: ['head', 'bundle', 'review', 'log'] });
        return success({ documents });
      }));
    },
    inspectPdf: ({ file, password }) => onFile(tokens.pathOf(file), (path) => jobs.start('inspectPdf', async (options) => {
      const found = await inspectFile(engine, path, { ...options, ...(password === undefined ? {} : { password }) });
      return found.ok ? success({ findings: found.value }) : found;
    })),
    checkPdf: ({ file, court, first }) => onFile(tokens.pathOf(file), (path) => jobs.start('checkPdf', (options) => checkFile(engine, path, court, { ...options, ...(first === undefined ? {} : { first }) }))),
    redactPdf({ file, place, find, persons, patterns, zones, expressions = [], method = 'raster', languages }) {
      const paths = pathsOf(tokens, [file, place]);
      if (!paths.ok) return paths;
      const [path = '', out = ''] = paths.value;
      if (find.length + persons.length + patterns.length + expressions.length + zones.length === 0) return refusal(failure('usage', 'Say what to redact: a text, a name, a pattern or a place.'));
      return success(jobs.start('redactPdf', async (options) => {
        const redacted = await redactFile(engine, { file: path, out, find, persons, patterns, expressions, method, zones: zones.map((zone) => ({ ...zone, why: 'marked' })), ...(languages === undefined ? {} : { languages }) }, options);
        if (!redacted.ok) return redacted;
        const { method: used, zones: applied, notFound, proof, warnings } = redacted.value;
        return success({ method: used, zones: applied, notFound, proof: proof.map(tellProof), warnings: [...new Set(warnings.map(({ code }) => code))] });
      }));
    },
    assemblePdfs({ files, place, index, stamp }) {
      const paths = pathsOf(tokens, [place, ...files]);
      if (!paths.ok) return paths;
      const [out = '', ...sources] = paths.value;
      return success(jobs.start('assemblePdfs', async (options) => {
        const assembled = await assembleFiles(engine, { out, files: sources, index, ...(stamp === undefined ? {} : { stamp }) }, options);
        return assembled.ok ? success({ pages: assembled.value.pages, findings: [] }) : assembled;
      }));
    },
  };
}

function onFile<T>(path: Result<string, Failure>, work: (path: string) => T): Result<T, Failure> {
  return path.ok ? success(work(path.value)) : path;
}

/** What the open case knows that a release can be judged by. */
function heldBy(vault: Vault): Pick<VerifyFile, 'identity' | 'pinned' | 'received'> {
  const received = receivedRelease(vault);
  return { identity: vault.identity.ageIdentity(), pinned: knownHere(vault), ...(received === undefined ? {} : { received }) };
}

/** The same of a case that is not open, which is closed again at once. */
async function heldByClosed(folder: string, passphrase: string): Promise<Result<ReturnType<typeof heldBy>, Failure>> {
  const opened = await openCase({ folder, passphrase, readOnly: true });
  if (!opened.ok) return opened;
  try {
    return success(heldBy(opened.value));
  } finally {
    await opened.value.close();
  }
}

function describeVerification({ holds, signer, checks, statement, changes, time, notChecked }: Verification): Omit<JobResult<'verifyRelease'>, 'verification'> {
  const key = describeKey(signer.publicKey);
  return {
    holds, checks, notChecked,
    signer: { ...signer, ...(statement === undefined ? {} : { name: statement.signer.name }), words: key.ok ? key.value.words : [], qr: key.ok ? key.value.qr : [] },
    ...(statement === undefined ? {} : {
      release: {
        id: statement.release.id, number: statement.release.number, edition: statement.release.edition, madeAt: statement.release.madeAt, case: statement.case.title,
        ...(statement.case.reference === undefined ? {} : { reference: statement.case.reference }),
        exhibits: statement.exhibits.length, sealed: statement.sealed.length, redacted: statement.redactions.length, tools: statement.tools,
      },
    }),
    ...(changes === undefined ? {} : { changes }), ...(time === undefined ? {} : { time }),
  };
}
