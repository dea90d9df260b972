import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { backUpCase } from '../operations/back-up-case.ts';
import { changeCaseMembers, createIdentity } from '../operations/change-case-members.ts';
import { exportLog } from '../operations/export-log.ts';
import { openCase, openRememberedCase, recoverCase, readCaseId } from '../operations/open-case.ts';
import { printRecoverySheet, printRecoveryShares } from '../operations/print-recovery.ts';
import type { KeyStore, Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type KeyHandlers = Pick<Handlers,
  'caseKeys' | 'changePassphrase' | 'makeRecoverySheet' | 'makeRecoveryShares' | 'recoverCase' | 'backupCase' | 'exportLog' | 'makeIdentity' | 'changeMembers' | 'rememberCase' | 'forgetCase' | 'rememberedHere' | 'openRemembered'>;

/** This computer's key store, where the host has one, and the folder in which it remembers cases. */
export interface RememberedKeys {
  readonly keyStore: KeyStore;
  readonly folder: string;
}

/** A host without a key store. */
const noKeyStore: KeyStore = {
  whyUnavailable: () => Promise.resolve('Custodia runs in the system’s browser here, which offers no key store. The installed application does.'),
  protect: () => Promise.reject(new Error('no key store')),
  reveal: () => Promise.resolve(undefined),
};

async function notOffered(keyStore: KeyStore): Promise<Result<never, Failure>> {
  return refusal(failure('not-offered', await keyStore.whyUnavailable() ?? 'This computer remembers no case.'));
}

/** Answers what the window asks about who opens the case. */
export function keyHandlers(context: ServingContext, remembered: RememberedKeys | undefined): KeyHandlers {
  const { session, tokens, emit } = context;
  const keyStore = remembered?.keyStore ?? noKeyStore;
  const fileOf = (caseId: string): string | undefined => (remembered === undefined ? undefined : join(remembered.folder, `${caseId}.json`));

  async function remembers(caseId: string): Promise<boolean> {
    const file = fileOf(caseId);
    return file !== undefined && access(file).then(() => true, () => false);
  }

  async function forget(caseId: string): Promise<void> {
    const file = fileOf(caseId);
    if (file !== undefined) await rm(file, { force: true });
  }

  function folderOf(place: string | undefined): Result<string, Failure> {
    if (place !== undefined) return tokens.pathOf(place);
    return session.folder === undefined ? refusal(failure('case-locked', 'No case is open.')) : success(session.folder);
  }

  /** Work that writes a file which the user named, on a case that is open for writing. */
  function writing<T>(place: string, work: (vault: Vault, out: string) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> | Result<T, Failure> {
    const out = tokens.pathOf(place);
    return out.ok ? session.use((vault) => refuseReadOnly(vault) ?? work(vault, out.value)) : out;
  }

  async function begin(opened: Result<Vault, Failure>): Promise<Result<Record<string, never>, Failure>> {
    if (!opened.ok) return opened;
    await session.begin(opened.value);
    return success({});
  }

  return {
    caseKeys: () => session.use(async (vault) => {
      const members = vault.members();
      const unavailable = await keyStore.whyUnavailable();
      return success({
        maker: members.some(({ maker, fingerprint }) => maker && fingerprint === vault.identity.fingerprint), members: members.map((member) => ({ ...member, compartments: [...member.compartments] })),
        keyStore: { available: unavailable === undefined, remembers: await remembers(vault.caseId) },
      });
    }),
    changePassphrase: (change) => session.use(async (vault) => {
      const changed = await vault.changePassphrase(change);
      if (!changed.ok) return changed;
      await forget(vault.caseId);
      emit('caseChanged', { parts: ['log'] });
      return success({});
    }),
    makeRecoverySheet: ({ place, language }) => writing(place, async (vault, out) => {
      const printed = await printRecoverySheet(vault, { out, language });
      return printed.ok ? success({ pages: printed.value.pages }) : printed;
    }),
    makeRecoveryShares: ({ place, language, needed, of }) => writing(place, async (vault, out) => {
      const printed = await printRecoveryShares(vault, { out, language, needed, of });
      return printed.ok ? success({ pages: printed.value.pages }) : printed;
    }),
    async recoverCase({ place, words, shares, passphrase }) {
      const folder = tokens.pathOf(place);
      if (!folder.ok) return folder;
      if ((words === undefined) === (shares === undefined)) return refusal(failure('usage', 'Give the words of the sheet, or the shares.'));
      if (session.folder === folder.value) await session.close();
      return begin(await recoverCase({ folder: folder.value, passphrase, ...(words === undefined ? {} : { words }), ...(shares === undefined ? {} : { shares }) }));
    },
    backupCase({ place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return startCaseJob(context, 'backupCase', async (vault, options) => {
        const copied = await backUpCase(vault, { out: out.value }, options);
        if (copied.ok) emit('caseChanged', { parts: ['log'] });
        return copied;
      });
    },
    async exportLog({ place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      const exported = await session.use((vault) => exportLog(vault, { out: out.value }));
      return exported.ok ? success({ events: exported.value.events, verifierKey: exported.value.verifierKey }) : exported;
    },
    async makeIdentity({ place, name, passphrase }) {
      const path = tokens.pathOf(place);
      return path.ok ? createIdentity({ path: path.value, name, passphrase }) : path;
    },
    async changeMembers({ passphrase, add, remove }) {
      const { folder } = session;
      const asked = await session.use((vault) => refuseReadOnly(vault) ?? success(undefined));
      if (!asked.ok || folder === undefined) return asked.ok ? refusal(failure('case-locked', 'No case is open.')) : asked;
      // A wrong passphrase could not open the case again below.
      const known = await openCase({ folder, passphrase, readOnly: true });
      if (!known.ok) return known;
      await known.value.close();
      // A change writes databases under new keys: nobody may have the case open meanwhile, this window included.
      await session.release();
      const changed = await changeCaseMembers({ folder, passphrase, add, remove });
      const opened = await begin(await openCase({ folder, passphrase }));
      if (opened.ok) emit('caseChanged', { parts: ['head', 'log'] });
      else emit('locked', { reason: 'asked' });
      return changed.ok ? opened : changed;
    },
    rememberCase: ({ passphrase }) => session.use(async (vault) => {
      const file = fileOf(vault.caseId);
      if (file === undefined || remembered === undefined) return notOffered(keyStore);
      await mkdir(remembered.folder, { recursive: true, mode: 0o700 });
      const done = await vault.remember({ keyStore, file, passphrase });
      return done.ok ? success({}) : done;
    }),
    forgetCase: () => session.use(async (vault) => {
      await forget(vault.caseId);
      return success({});
    }),
    async rememberedHere({ place }) {
      const folder = folderOf(place);
      if (!folder.ok) return folder;
      const available = (await keyStore.whyUnavailable()) === undefined;
      const caseId = await readCaseId(folder.value);
      return success({ available, remembers: available && caseId.ok && await remembers(caseId.value) });
    },
    async openRemembered({ place }) {
      const folder = folderOf(place);
      if (!folder.ok) return folder;
      const caseId = await readCaseId(folder.value);
      if (!caseId.ok) return caseId;
      const file = fileOf(caseId.value);
      if (file === undefined) return notOffered(keyStore);
      if (session.folder === folder.value) await session.close();
      return begin(await openRememberedCase({ folder: folder.value, keyStore, file }));
    },
  };
}
