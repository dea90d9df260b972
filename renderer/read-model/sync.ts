import { ask, call, EngineRefusal, listen } from '../engine-client.ts';
import type { DocumentId, EditionName } from '../../shared/identifiers.ts';
import type { EventValue } from '../../shared/ipc/contract.ts';
import { readModel } from './database.ts';
import { documentList } from './document-list.ts';
import type { NewRow } from './document-list.ts';
import type { CaseParts, JobRow, ListedDocument, Redaction } from './database.ts';
import { stillOpen, troublesOf } from './troubles.ts';
import { foldForFilter } from '../../shared/fold-for-filter.ts';

const slice = 5000;

function toRow(document: ListedDocument): NewRow {
  return { ...document, folded: foldForFilter(`${document.exhibit ?? ''} ${document.title} ${document.name} ${document.id}`) };
}

/** Reads the whole list, the next slice while the last is worked at. Each change of the list makes screens filter and sort anew, so that what is known is shown as it doubles. */
async function loadAllDocuments(): Promise<void> {
  let known = 0;
  let waiting: NewRow[] = [];
  let slices = ask('listDocuments', { from: 0, limit: slice });
  for (let from = 0; ;) {
    const { documents, total } = await slices;
    from += documents.length;
    const last = documents.length === 0 || from >= total;
    if (!last) slices = ask('listDocuments', { from, limit: slice });
    waiting.push(...documents.map(toRow));
    if (last || waiting.length >= known) {
      documentList.append(waiting);
      known = from;
      waiting = [];
    }
    if (last) return;
  }
}

async function refreshDocuments(ids: readonly ListedDocument['id'][]): Promise<void> {
  for (let from = 0; from < ids.length; from += slice) {
    const named = ids.slice(from, from + slice);
    const { documents } = await ask('getDocuments', { documents: named });
    const present = new Set(documents.map(({ id }) => id));
    documentList.apply(documents.map(toRow), named.filter((id) => !present.has(id)));
  }
}

/** Without a name, so that nobody has to say why; a role without the register's key has none. */
async function readCards(): Promise<CaseParts['persons']> {
  const listed = await call('listPersonCards', {});
  if (listed.ok) return listed.value.persons;
  if (listed.failure.code === 'permission-denied') return null;
  throw new EngineRefusal(listed.failure);
}

const readers = {
  persons: readCards,
  editions: async () => (await ask('listEditions', {})).editions,
  translations: async () => (await ask('listTranslations', {})).translations,
  bundle: async () => (await ask('getBundle', {})).bundle,
  releases: async () => (await ask('listReleases', {})).releases,
  overview: () => ask('caseOverview', {}),
  review: () => ask('getReview', {}),
  answers: async () => (await ask('listAnswers', {})).answers,
} as const satisfies { readonly [Name in keyof CaseParts]: () => Promise<CaseParts[Name]> };

/** Reads one part of the case again into the read model. */
export async function refreshPart(name: keyof CaseParts): Promise<void> {
  await readModel.parts.put({ name, value: await readers[name]() });
}

/** Reads the redactions of one edition again into the read model. */
export async function refreshRedactions(edition: string): Promise<void> {
  const { redactions } = await ask('listRedactions', { edition: edition as EditionName });
  await readModel.transaction('rw', readModel.redactions, async () => {
    await readModel.redactions.where('edition').equals(edition).delete();
    await readModel.redactions.bulkPut([...redactions]);
  });
}

/** Puts what is known anew of some redactions, without asking for all of their edition. */
export async function putRedactions(redactions: readonly Redaction[]): Promise<void> {
  await readModel.redactions.bulkPut([...redactions]);
}

async function refreshKnownRedactions(): Promise<void> {
  const editions = await readModel.redactions.orderBy('edition').uniqueKeys();
  await Promise.all(editions.filter((edition) => typeof edition === 'string').map(refreshRedactions));
}

const partsOfChange = {
  head: ['overview'], persons: ['persons', 'overview'], redactions: ['editions', 'overview'], translations: ['translations', 'overview'],
  bundle: ['bundle', 'overview'], releases: ['releases', 'overview'], log: [], contacts: [], answers: [], review: [],
} as const;

async function refreshAll(names: readonly (keyof CaseParts)[]): Promise<void> {
  await Promise.all([...new Set(names)].map(refreshPart));
}

/** Fills the read model with the open case and keeps it true to the engine's events until the returned function is called. */
export function followCase(onTrouble: (error: unknown) => void): () => void {
  let queue: Promise<unknown> = readModel.forget().then(async () => {
    await Promise.all([loadAllDocuments(), refreshAll(['persons', 'editions', 'translations', 'bundle', 'releases', 'overview', 'review', 'answers'])]);
  }).catch(onTrouble);
  let stopped = false;
  // Several changes that wait for their turn are read once.
  const due = new Set<keyof typeof partsOfChange>();
  const inTurn = (work: () => Promise<void>): void => {
    queue = queue.then(() => (stopped ? undefined : work())).catch(onTrouble);
  };
  const stops = [
    listen('documentsChanged', ({ documents }) => {
      inTurn(async () => {
        await refreshDocuments(documents);
        await refreshPart('overview');
      });
    }),
    listen('caseChanged', ({ parts }) => {
      for (const part of parts) due.add(part);
      inTurn(async () => {
        const changed = [...due];
        due.clear();
        await refreshAll(changed.flatMap((part) => partsOfChange[part]));
        if (changed.includes('redactions')) await refreshKnownRedactions();
      });
    }),
  ];
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

/** Puts what a job left to be looked at in the place of what it settled. */
async function settleTroubles(ended: EventValue<'jobEnded'>): Promise<void> {
  const before = await readModel.troubles.toArray();
  const named = before.flatMap(({ troubles }) => troubles.flatMap(({ name }) => name ?? []));
  const known = ended.kind === 'readDocuments' && named.length > 0 ? await call('getDocuments', { documents: named.slice(0, 5000) as DocumentId[] }) : undefined;
  const unread = new Set<string>(known?.ok === true ? known.value.documents.filter(({ reading }) => reading === 'unread').map(({ id }) => id) : named);
  const rows = stillOpen(before, ended, unread);
  const troubles = troublesOf(ended);
  await readModel.transaction('rw', readModel.troubles, async () => {
    await readModel.troubles.bulkDelete(rows.filter((row) => row.troubles.length === 0).map(({ job }) => job));
    await readModel.troubles.bulkPut(rows.filter((row) => row.troubles.length > 0));
    if (troubles.length > 0) await readModel.troubles.put({ job: ended.job, kind: ended.kind, endedAt: Date.now(), troubles });
  });
}

function putJob(change: Pick<JobRow, 'job' | 'kind'> & Partial<JobRow>): void {
  void readModel.transaction('rw', readModel.jobs, async () => {
    const known = await readModel.jobs.get(change.job);
    await readModel.jobs.put({ state: 'working', canPause: false, progress: null, startedAt: Date.now(), ...known, ...change });
  });
}

/** Keeps the list of running jobs, those that ran before the window was reloaded included. */
export function followRunningJobs(): () => void {
  void call('listJobs', {}).then(async (result) => {
    if (!result.ok) return;
    await readModel.jobs.bulkPut(result.value.jobs.map((job) => ({ ...job, startedAt: Date.now() })));
  });
  const stops = [
    listen('jobState', (standing) => { putJob(standing); }),
    listen('jobProgress', (progress) => { putJob({ job: progress.job, kind: progress.kind, progress }); }),
    listen('jobEnded', (ended) => {
      void readModel.jobs.delete(ended.job);
      void settleTroubles(ended);
    }),
  ];
  return () => { for (const stop of stops) stop(); };
}

