import { success } from '../../shared/result.ts';
import { checkWord } from '../operations/check-word.ts';
import { custodyOfFiles } from '../operations/custody-of-files.ts';
import { listDoubtfulWords } from '../operations/doubtful-words.ts';
import { passwordsByName } from '../operations/file-passwords.ts';
import { filesUnder } from '../operations/files-under.ts';
import { duplicatesOf, findDuplicates, type Duplicates } from '../operations/find-duplicates.ts';
import { inspectDocuments, inspectionOf, listHiddenContent } from '../operations/inspect-documents.ts';
import { openProtected } from '../operations/open-protected.ts';
import { listSavedSearches, removeSavedSearch, saveSearch } from '../operations/saved-searches.ts';
import { announcingDocuments, announcingWorkedOn } from './announcing-documents.ts';
import { definedOnly } from './defined-only.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { unknownDocument } from './document-handlers.ts';
import { intakeAnswer } from './intake-answer.ts';
import { pathsOf, refuseLocked, refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type IntakeHandlers = Pick<Handlers, 'readCustodySheet' | 'openProtected' | 'inspectDocuments' | 'documentInspection' | 'listHiddenContent' | 'listDuplicates' | 'listDoubtfulWords' | 'checkWord' | 'listSavedSearches' | 'saveSearch' | 'removeSavedSearch'>;

/** Answers what the window asks about what comes in and how well it was read. */
export function intakeHandlers(context: ServingContext): IntakeHandlers {
  const { engine, session, tokens } = context;
  let known: { readonly vault: Vault; readonly revision: number; readonly found: Duplicates } | undefined;
  // Asked for with each document that is looked at: they stay the same until a document changes.
  const allDuplicates = (vault: Vault): Duplicates => {
    if (known?.vault !== vault || known.revision !== session.revision) known = { vault, revision: session.revision, found: findDuplicates(vault) };
    return known.found;
  };
  return {
    async readCustodySheet({ sheet, files }) {
      const paths = pathsOf(tokens, [sheet, ...(files ?? [])]);
      if (!paths.ok) return paths;
      const [sheetPath = '', ...chosen] = paths.value;
      const found: string[] = [];
      for (const path of chosen) {
        const under = await filesUnder(path);
        if (!under.ok) return under;
        found.push(...under.value.files.filter((file) => file !== sheetPath));
      }
      const read = await session.use((vault, signal) => custodyOfFiles(engine, { sheet: sheetPath, files: files === undefined ? undefined : found, vault }, { signal }));
      return read.ok ? success({ rows: read.value.rows, faults: read.value.faults, unnamed: found.filter((file) => !read.value.byFile.has(file)).length }) : read;
    },
    openProtected: ({ document, passwords }) => startCaseJob(context, 'addFiles', async (vault, options) => {
      const refused = refuseReadOnly(vault);
      if (refused !== undefined) return refused;
      const opened = await announcingDocuments(context, vault, options, (announcing) => openProtected(engine, vault, { document, askPassword: passwordsByName(passwords) }, announcing));
      return opened.ok ? success(intakeAnswer(vault, opened.value)) : opened;
    }),
    inspectDocuments: ({ documents }) => startCaseJob(context, 'inspectDocuments', async (vault, options) => {
      const inspected = refuseLocked(vault) ?? (await announcingWorkedOn(context, options, (announcing) => inspectDocuments(engine, vault, { documents }, announcing)));
      if (!inspected.ok) return inspected;
      return success({
        documents: inspected.value.documents.length, findings: inspected.value.documents.reduce((sum, { findings }) => sum + findings.length, 0),
        failed: inspected.value.refused.map(({ id, failure }) => ({ document: id, failure })),
      });
    }),
    documentInspection: ({ document }) => session.use((vault) => (vault.documents.has(document) ? success({ findings: inspectionOf(vault, document) ?? null }) : unknownDocument(document))),
    listHiddenContent: () => session.use((vault) => success(listHiddenContent(vault, session.documents(vault)))),
    listDuplicates: ({ documents }) => session.use((vault) => {
      const found = allDuplicates(vault);
      return success(documents === undefined ? found : duplicatesOf(found, new Set(documents)));
    }),
    listDoubtfulWords: ({ document, from, limit }) => session.use((vault) =>
      document === undefined || vault.documents.has(document) ? success(listDoubtfulWords(vault, { document, from, limit })) : unknownDocument(document)),
    checkWord: (check) => session.use((vault) => {
      const checked = checkWord(vault, check);
      if (!checked.ok) return checked;
      session.documentsChanged([check.document]);
      return success({});
    }),
    listSavedSearches: () => session.use((vault) => success({ searches: listSavedSearches(vault) })),
    saveSearch: (search) => session.use((vault) => {
      const saved = saveSearch(vault, definedOnly(search));
      return saved.ok ? success({ search: saved.value }) : saved;
    }),
    removeSavedSearch: ({ id }) => session.use((vault) => {
      const removed = removeSavedSearch(vault, id);
      return removed.ok ? success({}) : removed;
    }),
  };
}
