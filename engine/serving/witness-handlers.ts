import { basename } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { checkCheckpoint, countersignForOther, heldCheckpoints, takeInCheckpoint, witnessOfLine } from '../operations/held-checkpoints.ts';
import { hashFile } from '../operations/hash-file.ts';
import { describeKey, listContacts, pinContact, removeContact } from '../operations/pin-contact.ts';
import { compareReleasesOf } from '../operations/compare-releases.ts';
import { requestTimeOfStatement, takeInTime, writeTimeRequest } from '../operations/trusted-time-of-release.ts';
import { exhibitsOf, findExhibit, readList, verifyExhibit, type ExhibitSource } from '../operations/verify-exhibit.ts';
import { readBytes, readText } from '../operations/verify-file.ts';
import { withdrawRelease } from '../operations/withdraw-release.ts';
import { writeNewFile } from '../operations/write-new-file.ts';
import { writeVerificationRecord } from '../operations/write-verification-record.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import type { KeptVerifications } from './kept-verifications.ts';
import { pathsOf, refuseLocked, type ServingContext } from './serving-context.ts';

type WitnessHandlers = Pick<Handlers,
  'describeKey' | 'listContacts' | 'pinContact' | 'removeContact' | 'saveCheckpoint' | 'checkCheckpoint' | 'listCheckpoints' | 'countersignCheckpoint' | 'requestTime' | 'takeInTime'
  | 'withdrawRelease' | 'compareReleases' | 'saveVerificationRecord' | 'verifyExhibit' | 'findExhibit'>;

/** Answers what the window asks about who vouches for what. */
export function witnessHandlers(context: ServingContext, verifications: KeptVerifications): WitnessHandlers {
  const { engine, session, tokens, emit } = context;

  /** A change that a received case may also take. */
  function change<T>(parts: Parameters<typeof emit<'caseChanged'>>[1]['parts'], work: (vault: Vault) => Promise<Result<T, Failure>> | Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use(async (vault) => {
      const done = refuseLocked(vault) ?? (await work(vault));
      if (done.ok) emit('caseChanged', { parts });
      return done;
    });
  }

  async function source({ verification, list }: { readonly verification?: string | undefined; readonly list?: string | undefined }): Promise<Result<ExhibitSource, Failure>> {
    if ((verification === undefined) === (list === undefined)) return refusal(failure('usage', 'Name a verified release or a list, one of the two.'));
    if (verification !== undefined) {
      const kept = verifications.get(verification);
      if (!kept.ok) return kept;
      return success(exhibitsOf(kept.value.verification));
    }
    const path = tokens.pathOf(list ?? '');
    if (!path.ok) return path;
    const own = await session.use((vault) => success(vault.identity.ageIdentity()));
    return readList(path.value, own.ok ? { identity: own.value } : {});
  }

  return {
    describeKey: ({ key }) => describeKey(key),
    listContacts: () => session.use((vault) => success({ contacts: listContacts(vault) })),
    pinContact: ({ name, key, recipient, replace }) => change(['contacts', 'log'], (vault) => pinContact(vault, { name, sshPublicKey: key, recipient, replace })),
    removeContact: ({ contact }) => change(['contacts', 'log'], (vault) => empty(removeContact(vault, contact))),

    saveCheckpoint({ place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return session.use((vault) => writeNewFile(out.value, async (write) => {
        const checkpoint = vault.checkpoint();
        await write(Buffer.from(checkpoint));
        return success({ checkpoint, size: vault.eventCount() });
      }));
    },
    async checkCheckpoint({ file, witness, keep }) {
      const note = await textOf(file);
      if (!note.ok) return note;
      const witnesses = witness === undefined ? success([]) : oneOf(witnessOfLine(witness));
      if (!witnesses.ok) return witnesses;
      if (keep === true) return change(['log'], (vault) => checkpointAnswer(takeInCheckpoint(vault, note.value, witnesses.value), true));
      return session.use((vault) => checkpointAnswer(checkCheckpoint(vault, note.value, witnesses.value), false));
    },
    listCheckpoints: () => session.use((vault) => success({ checkpoints: heldCheckpoints(vault) })),
    async countersignCheckpoint({ file, signer, place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      const note = await textOf(file);
      if (!note.ok) return note;
      return session.use(async (vault) => {
        const signed = countersignForOther(vault, note.value, signer);
        if (!signed.ok) return signed;
        return writeNewFile(out.value, async (write) => {
          await write(Buffer.from(signed.value.checkpoint));
          return success({ caseId: signed.value.caseId, size: signed.value.size });
        });
      });
    },

    async requestTime({ release, verification, place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      if ((release === undefined) === (verification === undefined)) return refusal(failure('usage', 'There is no such release in this case.'));
      if (verification !== undefined) {
        const kept = verifications.get(verification);
        if (!kept.ok) return kept;
        const { statement } = kept.value.verification;
        if (statement === undefined) return refusal(failure('usage', 'There is no such release in this case.'));
        const written = await requestTimeOfStatement(statement, out.value);
        return written.ok ? success({ sha256: written.value.sha256 as Sha256 }) : written;
      }
      return session.use(async (vault) => {
        const record = vault.releases.get(release ?? '');
        if (record === undefined) return refusal(failure('usage', 'There is no such release in this case.', { subject: release ?? '' }));
        const written = await writeTimeRequest(record.statement, out.value);
        return written.ok ? success({ sha256: written.value.sha256 as Sha256 }) : written;
      });
    },
    async takeInTime({ release, token, certificates }) {
      const bytes = await bytesOf([token, ...certificates]);
      if (!bytes.ok) return bytes;
      const [first = new Uint8Array(0), ...trusted] = bytes.value;
      return change(['releases', 'log'], (vault) => takeInTime(engine, vault, { release, token: first, certificates: trusted }));
    },

    withdrawRelease({ release, reason, place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return change(['releases', 'log'], (vault) => withdrawRelease(vault, { release, reason, out: out.value }));
    },
    compareReleases: ({ earlier, later }) => session.use((vault) => compareReleasesOf(vault, earlier, later)),

    saveVerificationRecord({ verification, place, sign, language }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      const kept = verifications.get(verification);
      if (!kept.ok) return kept;
      const write = async (signer: Vault | undefined): Promise<Result<{ files: string[] }, Failure>> => {
        const { file } = kept.value;
        const sha256 = await hashFile(file); // a folder has none
        const files = await writeVerificationRecord(engine, kept.value.verification, { file, out: out.value, signer, language, ...(sha256.ok ? { sha256: sha256.value } : {}) });
        return files.ok ? success({ files: files.value.map((one) => basename(one)) }) : files;
      };
      return sign ? session.use(write) : write(undefined);
    },
    async verifyExhibit({ file, ...where }) {
      const path = tokens.pathOf(file);
      if (!path.ok) return path;
      const list = await source(where);
      if (!list.ok) return list;
      const verified = await verifyExhibit(path.value, list.value);
      if (!verified.ok) return verified;
      const { signedBy } = list.value;
      return success({ ...verified.value, sha256: verified.value.sha256 as Sha256, ...(signedBy === undefined ? {} : { signedBy }) });
    },
    async findExhibit({ typed, ...where }) {
      const list = await source(where);
      if (!list.ok) return list;
      const found = findExhibit(list.value, typed);
      return found.ok ? success({ exhibits: found.value.map(({ number, sha256 }) => ({ number, sha256: sha256 as Sha256 })) }) : found;
    },
  };

  async function textOf(token: string): Promise<Result<string, Failure>> {
    const path = tokens.pathOf(token);
    return path.ok ? readText(path.value) : path;
  }

  async function bytesOf(of: readonly string[]): Promise<Result<Uint8Array[], Failure>> {
    const paths = pathsOf(tokens, of);
    if (!paths.ok) return paths;
    const read: Uint8Array[] = [];
    for (const path of paths.value) {
      const bytes = await readBytes(path);
      if (!bytes.ok) return bytes;
      read.push(bytes.value);
    }
    return success(read);
  }
}

function empty(done: Result<unknown, Failure>): Result<Record<string, never>, Failure> {
  return done.ok ? success({}) : done;
}

function oneOf<T>(one: Result<T, Failure>): Result<T[], Failure> {
  return one.ok ? success([one.value]) : one;
}

function checkpointAnswer(checked: ReturnType<typeof checkCheckpoint>, kept: boolean): Result<{ size: number; witnesses: readonly { name: string; fingerprint: string }[]; kept: boolean }, Failure> {
  return checked.ok ? success({ size: checked.value.size, witnesses: checked.value.witnesses, kept }) : checked;
}
