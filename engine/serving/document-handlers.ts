import { failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success } from '../../shared/result.ts';
import { readingSummary } from '../operations/reading-summary.ts';
import { passwordsByName } from '../operations/file-passwords.ts';
import { hasNativeEngine, readDocuments } from '../operations/read-documents.ts';
import { matchesOnPage, searchCase, searchDocument } from '../operations/search-case.ts';
import { takeIn } from '../operations/take-in.ts';
import type { StoredDocument, Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { announcingDocuments, announcingWorkedOn } from './announcing-documents.ts';
import { changeDocuments } from './change-documents.ts';
import { definedOnly } from './defined-only.ts';
import { intakeAnswer } from './intake-answer.ts';
import { pathsOf, refuseLocked, refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type DocumentHandlers = Pick<Handlers,
  'addFiles' | 'listDocuments' | 'getDocuments' | 'getDocument' | 'changeDocuments' | 'readDocuments' | 'search' | 'searchDocument' | 'matchesOnPage' | 'readingLanguages'>;
type ListedDocument = CallOutput<'listDocuments'>['documents'][number];

/** Answers what the window asks about documents and their text. */
export function documentHandlers(context: ServingContext): DocumentHandlers {
  const { engine, session, tokens, facts } = context;
  return {
    addFiles({ files, language, source, custodySheet, passwords, keepProtected }) {
      const paths = pathsOf(tokens, [...files, ...(custodySheet === undefined ? [] : [custodySheet])]);
      if (!paths.ok) return paths;
      return startCaseJob(context, 'addFiles', async (vault, options) => {
        const refused = refuseReadOnly(vault);
        if (refused !== undefined) return refused;
        const known = { ...(language === undefined ? {} : { language }), ...(source === undefined ? {} : { source: definedOnly(source) }) };
        const items = paths.value.slice(0, files.length).map((path) => ({ path, ...known }));
        const more = { keepProtected, custodySheet: paths.value[files.length], ...(passwords === undefined ? {} : { askPassword: passwordsByName(passwords) }) };
        const taken = await announcingDocuments(context, vault, options, (announcing) => takeIn(engine, vault, items, { ...announcing, ...more }));
        return taken.ok ? success(intakeAnswer(vault, taken.value)) : taken;
      });
    },
    listDocuments: ({ from, limit }) => session.use((vault) => {
      const documents = session.documents(vault);
      const pagesRead = session.pagesRead(vault);
      return success({ revision: session.revision, total: documents.length, documents: documents.slice(from, from + limit).map((document) => listed(vault, document, pagesRead.get(document.id) ?? 0)) });
    }),
    getDocuments: ({ documents }) => session.use((vault) => success({
      revision: session.revision, documents: documents.flatMap((id) => vault.documents.get(id) ?? []).map((document) => listed(vault, document)),
    })),
    getDocument: ({ document: id }) => session.use((vault) => {
      const document = vault.documents.get(id);
      if (document === undefined) return unknownDocument(id);
      return success({ document: listed(vault, document), renditions: vault.renditions.listFor(id), facts: plainFacts(vault.records.get('facts', id)), findings: vault.findings.list(id), custody: vault.custody.list(id) });
    }),
    changeDocuments: ({ documents, change }) => session.use((vault) => {
      const changed = refuseReadOnly(vault) ?? changeDocuments(vault, documents, change);
      if (changed.ok) session.documentsChanged(documents);
      return changed;
    }),
    readDocuments: ({ documents, languages, again, engine: recognition }) => startCaseJob(context, 'readDocuments', async (vault, options) => {
      const refused = refuseLocked(vault);
      if (refused !== undefined) return refused;
      const wanted = documents === undefined || again === true ? documents : documents.filter((id) => vault.pageTexts.count(id) < (vault.documents.get(id)?.pages ?? 1));
      const request = { ...(wanted === undefined ? {} : { documents: wanted }), ...(languages === undefined ? {} : { languages }), engine: recognition };
      const read = await announcingWorkedOn(context, options, (announcing) => readDocuments(engine, vault, request, announcing));
      if (!read.ok) return read;
      return success({
        pages: read.value.documents.reduce((sum, { pages }) => sum + pages, 0),
        failed: read.value.refused.map(({ id, failure: why }) => ({ document: id, failure: why })),
      });
    }),
    search: ({ query, limit, documents, language, places }) => session.use((vault) => {
      const [only] = documents ?? [];
      const hits = searchCase(vault, query, { limit: limit + 1, language, places, boxes: 'first', ...(documents?.length === 1 ? { document: only } : documents === undefined ? {} : { documents: new Set<string>(documents) }) });
      return success({ hits: hits.slice(0, limit), more: hits.length > limit });
    }),
    searchDocument: ({ document, query }) => session.use((vault) => success({ pages: searchDocument(vault, document, query) })),
    matchesOnPage: ({ document, page, query }) => session.use((vault) => success({ matches: matchesOnPage(vault, document, page, query) })),
    readingLanguages: () => success({ languages: facts.ocrLanguages, native: hasNativeEngine() }),
  };
}

/** The failure for a document that the case does not have. */
export function unknownDocument(id: DocumentId): ReturnType<typeof refusal<ReturnType<typeof failure>>> {
  return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: id }));
}

function listed(vault: Vault, document: StoredDocument, pagesRead = vault.pageTexts.count(document.id)): ListedDocument {
  const { recognised = false, lowestPage } = pagesRead === 0 ? {} : readingSummary(vault, document.id);
  const reading = document.pages === 0 ? 'native' : pagesRead < document.pages ? 'unread' : recognised ? 'ocr' : 'read';
  return { ...document, reading, ...(lowestPage === undefined ? {} : { confidence: lowestPage }) };
}

function plainFacts(stored: unknown): CallOutput<'getDocument'>['facts'] {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, value]] : value === null || value === undefined ? [] : [[key, JSON.stringify(value)]]));
}
