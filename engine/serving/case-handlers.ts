import { success, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { standsOfLastBuilds } from '../operations/exhibits/exhibit-records.ts';
import { withdrawals } from '../operations/persons/consents.ts';
import { missingTranslations } from '../operations/translations/missing-translations.ts';
import { countHiddenContent } from '../operations/inspect-documents.ts';
import { createCase, openCase } from '../operations/open-case.ts';
import { createDemonstration, fillDemonstration } from '../operations/open-demonstration.ts';
import { receivedRelease } from '../operations/received-release.ts';
import { undecidedRedactions } from '../operations/review/undecided-redactions.ts';
import type { StoredDocument, Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { announcingDocuments } from './announcing-documents.ts';
import { createLogReader } from './log-reader.ts';
import { pathsOf, refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type CaseHandlers = Pick<Handlers,
  'currentCase' | 'createCase' | 'openCase' | 'unlockCase' | 'lockCase' | 'closeCase' | 'saveCaseHead' | 'recentCases' | 'caseOverview' | 'checkCase' | 'caseLog' | 'openDemonstration'>;

/** Answers what the window asks about a case as a whole. */
export function caseHandlers(context: ServingContext): CaseHandlers {
  const { session, tokens, settings, emit } = context;
  const log = createLogReader();
  const recent = new Map<string, CallOutput<'recentCases'>['cases'][number]>();

  async function summary(vault: Vault): Promise<CallOutput<'openCase'>> {
    const { name, fingerprint, recipient, sshPublicKey } = vault.identity;
    return {
      caseId: vault.caseId, head: vault.head(), readOnly: vault.readOnly, received: receivedRelease(vault) !== undefined, documents: vault.documents.count(),
      identity: { name, fingerprint, recipient, sshPublicKey }, lockAfterMinutes: (await settings.read()).lockAfterMinutes,
    };
  }

  async function begin(opened: Result<Vault, Failure>): Promise<Result<CallOutput<'openCase'>, Failure>> {
    if (!opened.ok) return opened;
    const vault = opened.value;
    await session.begin(vault);
    const described = await tokens.describe(vault.folder);
    if (described.ok) recent.set(described.value.token, { token: described.value.token, folderName: described.value.name, openedAt: new Date().toISOString() });
    return success(await summary(vault));
  }

  return {
    async currentCase() {
      const open = await session.use(async (vault) => success(await summary(vault)));
      return success({ state: session.state, case: open.ok ? open.value : null });
    },
    async createCase({ place, passphrase, head }) {
      const folder = tokens.pathOf(place);
      return folder.ok ? begin(await createCase({ folder: folder.value, passphrase, head })) : folder;
    },
    async openCase({ place, passphrase, readOnly, identity, maker }) {
      const paths = pathsOf(tokens, identity === undefined ? [place] : [place, identity]);
      if (!paths.ok) return paths;
      const [folder = '', identityFile] = paths.value;
      // The same case opened again must not meet its own lock.
      if (session.folder === folder) await session.close();
      return begin(await openCase({ folder, passphrase, readOnly: readOnly === true, ...(identityFile === undefined ? {} : { identityFile }), ...(maker === undefined ? {} : { maker }) }));
    },
    async unlockCase({ passphrase }) {
      const { folder, state } = session;
      if (state === 'open') return session.use(async (vault) => success(await summary(vault)));
      if (folder === undefined) return session.use(() => success(undefined as never));
      return begin(await openCase({ folder, passphrase, ...(session.identityFile === undefined ? {} : { identityFile: session.identityFile }) }));
    },
    async lockCase() {
      await session.lock('asked');
      return success({});
    },
    async closeCase() {
      await session.close();
      return success({});
    },
    saveCaseHead: ({ head }) => session.use(async (vault) => {
      const refused = refuseReadOnly(vault);
      if (refused !== undefined) return refused;
      vault.setHead(head);
      emit('caseChanged', { parts: ['head'] });
      return success(await summary(vault));
    }),
    recentCases: () => success({ cases: [...recent.values()].reverse() }),
    caseOverview: () => session.use((vault) => success(overview(vault, session.documents(vault)))),
    async openDemonstration({ place, passphrase }) {
      const folder = tokens.pathOf(place);
      if (!folder.ok) return folder;
      const started = await createDemonstration({ folder: folder.value, passphrase });
      if (!started.ok) return started;
      const opened = await begin(success(started.value.vault));
      if (!opened.ok) return opened;
      return startCaseJob(context, 'openDemonstration', (vault, options) => announcingDocuments(context, vault, options, async (announcing) => {
        const filled = await fillDemonstration(context.engine, started.value, announcing);
        emit('caseChanged', { parts: ['head', 'persons', 'redactions', 'translations', 'bundle', 'log'] });
        return filled;
      }));
    },
    checkCase: ({ checkpoint }) => startCaseJob(context, 'checkCase', async (vault, options) =>
      success(await vault.check({ ...options, ...(checkpoint === undefined ? {} : { checkpoint }) }))),
    caseLog: (asked) => session.use(async (vault, signal) => success(await log.slice(vault, asked, { documents: session.documents(vault), revision: session.revision, signal }))),
  };
}

function overview(vault: Vault, documents: readonly StoredDocument[]): CallOutput<'caseOverview'> {
  const shaOf = new Map(documents.map(({ id, sha256 }) => [id, sha256]));
  const read = vault.pageTexts.counts();
  const translations = documents.filter(({ translation }) => translation !== undefined);
  const inBundle = new Set(vault.bundle.get()?.sections.flatMap(({ entries }) => entries) ?? []);
  const withPages = documents.filter(({ pages }) => pages > 0);
  const roots = documents.filter(({ parent, translation }) => parent === undefined && translation === undefined);
  const editionsWithZones = [...new Set(vault.redactions.zones().map(({ edition }) => edition))];
  return {
    documents: documents.length,
    pages: documents.reduce((sum, { pages }) => sum + pages, 0),
    unreadDocuments: withPages.filter(({ id, pages }) => (read.get(id) ?? 0) < pages).length,
    untranslatedDocuments: missingTranslations(vault, documents).filter(({ why }) => why !== 'stale').length,
    staleTranslations: translations.filter(({ translation }) => translation !== undefined && shaOf.get(translation.original) !== translation.originalSha256).length,
    openRedactions: editionsWithZones.reduce((sum, edition) => sum + undecidedRedactions(vault, edition).length, 0),
    withoutExhibit: roots.filter(({ exhibit }) => exhibit === undefined).length,
    notInBundle: roots.filter(({ id }) => !inBundle.has(id)).length,
    releases: vault.releases.list().length,
    withoutCustody: roots.filter(({ source }) => source.collectedBy === undefined && source.receivedFrom === undefined).length,
    duplicates: [...Map.groupBy(documents, ({ sha256 }) => sha256).values()].filter((same) => same.length > 1).length,
    withdrawnConsents: withdrawals(vault).length,
    hiddenContent: countHiddenContent(vault),
    builds: standsOfLastBuilds(vault).map(({ edition, lost, failedRules = 0 }) => ({ edition: edition as EditionName, lost, failedRules })),
  };
}
