import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { pairTranslation } from '../operations/pair-translation.ts';
import { planPages } from '../operations/plan-pages.ts';
import { translationsOf, unpairTranslation } from './translation-pairs.ts';
import { refuseReadOnly, type ServingContext } from './serving-context.ts';

type PreparationHandlers = Pick<Handlers,
  'listTranslations' | 'pairTranslation' | 'unpairTranslation' | 'getBundle' | 'saveBundle' | 'planBundle'>;

type Part = 'translations' | 'bundle';

/** Answers what the window asks about translations and the bundle. */
export function preparationHandlers(context: ServingContext): PreparationHandlers {
  const { session, emit } = context;

  /** Work that changes the case: refused on a read-only case, and told to the window when it is done. */
  function change<T>(part: Part, work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use((vault) => {
      const done = refuseReadOnly(vault) ?? work(vault);
      if (done.ok) emit('caseChanged', { parts: [part] });
      return done;
    });
  }

  return {
    planBundle: ({ edition }) => session.use((vault) => success(planPages(vault, edition))),
    listTranslations: () => session.use((vault) => success({ translations: translationsOf(vault) })),
    pairTranslation: async (input) => {
      const paired = await change('translations', (vault) => pairTranslation(vault, input.translation, input.original, input.translator));
      if (!paired.ok) return paired;
      session.documentsChanged([input.translation]);
      return success({});
    },
    unpairTranslation: async ({ translation }) => {
      const unpaired = await change('translations', (vault) => unpairTranslation(vault, translation));
      if (unpaired.ok) session.documentsChanged([translation]);
      return unpaired;
    },
    getBundle: () => session.use((vault) => success({ bundle: vault.bundle.get() ?? null })),
    saveBundle: ({ bundle }) => change('bundle', (vault) => {
      const entries = bundle.sections.flatMap((section) => section.entries);
      const missing = entries.find((id) => !vault.documents.has(id));
      if (missing !== undefined) return refusal(failure('document-unknown', 'The bundle names a document that is not in the case.', { subject: missing }));
      if (new Set(entries).size < entries.length) return refusal(failure('usage', 'A document stands in the bundle once.'));
      vault.bundle.put(bundle);
      return success({});
    }),
  };
}
