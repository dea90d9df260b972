import type { TranslationVersion } from '../../shared/case-model/translation.ts';
import type { Failure } from '../../shared/failure.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { translationCalls } from '../../shared/ipc/translation-calls.ts';
import { success, type Result } from '../../shared/result.ts';
import { alignAgain, alignDocuments, saveAlignment, type AlignedPair, type AlignedSide } from '../operations/translations/align-documents.ts';
import { carryRedactions } from '../operations/translations/carry-redactions.ts';
import { checkGlossary, saveGlossary } from '../operations/translations/check-glossary.ts';
import { placesOf } from '../operations/translations/counterparts.ts';
import { lookAtDifference, reopenDifference, reviewedDifferences } from '../operations/translations/looked-at.ts';
import { missingTranslations } from '../operations/translations/missing-translations.ts';
import { replaceOriginal } from '../operations/translations/replace-original.ts';
import { searchAligned } from '../operations/translations/search-aligned.ts';
import { confirmTranslation, describeTranslation, moveTranslation, removeRequest, requestTranslation, standingOf } from '../operations/translations/translation-versions.ts';
import type { Vault } from '../vault/index.ts';
import { definedOnly } from './defined-only.ts';
import type { Handlers } from './dispatch.ts';
import { refuseReadOnly, type ServingContext } from './serving-context.ts';

type TranslationHandlers = Pick<Handlers, keyof typeof translationCalls>;
type Version = CallOutput<'requestTranslation'>['version'];

/** Answers what the window asks about translations, their sentences and the glossary. */
export function translationHandlers(context: ServingContext): TranslationHandlers {
  const { session, emit } = context;

  /** Work that changes translations: refused on a read-only case, and told to the window when it is done. */
  function change<T>(work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use((vault) => {
      const done = refuseReadOnly(vault) ?? work(vault);
      if (done.ok) emit('caseChanged', { parts: ['translations', 'log'] });
      return done;
    });
  }

  /** The same for one version: its document's tie may have changed too. */
  async function changeVersion(work: (vault: Vault) => Result<TranslationVersion, Failure>): Promise<Result<{ version: Version }, Failure>> {
    const changed = await change((vault) => {
      const done = work(vault);
      return done.ok ? success({ version: toVersion(vault, done.value) }) : done;
    });
    if (changed.ok && changed.value.version.translation !== undefined) session.documentsChanged([changed.value.version.translation]);
    return changed;
  }

  return {
    listTranslationVersions: ({ document }) => session.use((vault) => success({
      versions: (document === undefined ? vault.translations.list() : vault.translations.ofOriginal(document)).map((version) => toVersion(vault, version)),
    })),
    missingTranslations: () => session.use((vault) => success({ missing: missingTranslations(vault) })),
    requestTranslation: (input) => changeVersion((vault) => requestTranslation(vault, input)),
    describeTranslation: ({ version, translator, deadline, note }) => changeVersion((vault) => describeTranslation(vault, { version, translator, deadline, note })),
    moveTranslation: (input) => changeVersion((vault) => moveTranslation(vault, input)),
    confirmTranslation: ({ version, reason }) => changeVersion((vault) => confirmTranslation(vault, version, reason)),
    removeTranslationRequest: ({ version }) => change((vault) => nothing(removeRequest(vault, version))),
    replaceOriginal: async (input) => {
      const replaced = await change((vault) => replaceOriginal(vault, input));
      if (!replaced.ok) return replaced;
      emit('caseChanged', { parts: ['bundle'] });
      session.documentsChanged([input.document, input.by]);
      return replaced;
    },
    getAlignment: ({ translation }) => session.use((vault) => toAlignment(vault, alignDocuments(vault, translation))),
    saveAlignment: ({ translation, links }) => change((vault) => toAlignment(vault, saveAlignment(vault, translation, links.map((link) => definedOnly(link))))),
    alignAgain: ({ translation }) => change((vault) => toAlignment(vault, alignAgain(vault, translation))),
    lookAtDifference: (input) => change((vault) => {
      const looked = lookAtDifference(vault, input);
      return looked.ok ? success({ looked: looked.value }) : looked;
    }),
    reopenDifference: (input) => change((vault) => nothing(reopenDifference(vault, input))),
    searchAligned: ({ query, limit }) => session.use((vault) => success({ hits: searchAligned(vault, query, limit) })),
    carryRedactions: (input) => session.use((vault) => {
      const carried = refuseReadOnly(vault) ?? carryRedactions(vault, input);
      if (!carried.ok) return carried;
      emit('caseChanged', { parts: ['redactions', 'log'] });
      return success({
        proposed: carried.value.proposed.map(({ id, document, page, rect, carriedFrom }) => ({ id, document, page, rect, ...(carriedFrom === undefined ? {} : { carriedFrom }) })),
        notCarried: carried.value.notCarried,
      });
    }),
    getGlossary: () => session.use((vault) => success({ entries: vault.translations.glossary() })),
    saveGlossary: ({ entries }) => change((vault) => nothing(saveGlossary(vault, entries.map((entry) => definedOnly(entry))))),
    checkGlossary: () => session.use((vault) => success({ findings: checkGlossary(vault) })),
  };
}

/** A version as the window sees it. */
export function toVersion(vault: Vault, version: TranslationVersion): Version {
  return { ...version, ...standingOf(vault, version) };
}

function toAlignment(vault: Vault, pair: Result<AlignedPair, Failure>): Result<CallOutput<'getAlignment'>, Failure> {
  if (!pair.ok) return pair;
  const { original, translation, links } = pair.value;
  return success({ original: toSide(original), translation: toSide(translation), links, differences: reviewedDifferences(vault, pair.value) });
}

function toSide(side: AlignedSide): CallOutput<'getAlignment'>['original'] {
  return { document: side.document.id, language: side.language, sentences: side.sentences.map((sentence) => ({ text: sentence.text, places: placesOf(side, sentence) })) };
}

function nothing(done: Result<undefined, Failure>): Result<Record<string, never>, Failure> {
  return done.ok ? success({}) : done;
}
