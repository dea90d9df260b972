import type { Failure } from '../../shared/failure.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { success, type Result } from '../../shared/result.ts';
import { builtBundle, compareBuiltBundles } from '../operations/exhibits/compare-built-bundles.ts';
import { bundleSettings, builtBundles, exhibitSchemes, exhibitState, lastCourtCheck, notYetBuilt, numberChanges, putBundleSettings } from '../operations/exhibits/exhibit-records.ts';
import { numberExhibits, saveExhibitSchemes } from '../operations/exhibits/number-exhibits.ts';
import { setExhibitState } from '../operations/exhibits/set-exhibit-state.ts';
import type { Vault } from '../vault/index.ts';
import type { BundlePreview } from '../operations/preview-bundle.ts';
import type { Handlers } from './dispatch.ts';
import { refuseReadOnly, type ServingContext } from './serving-context.ts';

type ExhibitHandlers = Pick<Handlers,
  'listExhibits' | 'saveExhibitSchemes' | 'changeExhibits' | 'numberExhibits' | 'getBundleSettings' | 'saveBundleSettings' | 'listBuilds' | 'lastCourtCheck' | 'compareBuilds' | 'crossReferences' | 'previewBundle'>;

/** Answers what the window asks about exhibits as such, and about bundles that were built. */
export function exhibitHandlers({ session, emit }: ServingContext, preview: BundlePreview): ExhibitHandlers {
  const change = <T>(work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> => session.use((vault) => {
    const done = refuseReadOnly(vault) ?? work(vault);
    if (done.ok) emit('caseChanged', { parts: ['bundle'] });
    return done;
  });
  return {
    listExhibits: () => session.use((vault) => success({
      schemes: exhibitSchemes(vault),
      exhibits: vault.documents.list().map(({ id, exhibit }) => ({ ...exhibitState(vault, id), document: id, ...(exhibit === undefined ? {} : { exhibit }) })),
      concordance: numberChanges(vault),
    })),
    saveExhibitSchemes: ({ schemes }) => change((vault) => saveExhibitSchemes(vault, schemes)),
    changeExhibits: ({ documents, change: asked }) => change((vault) => setExhibitState(vault, documents, asked)),
    numberExhibits: async (asked) => {
      const numbered = asked.preview ? await session.use((vault) => numberExhibits(vault, asked)) : await change((vault) => numberExhibits(vault, asked));
      if (!numbered.ok) return numbered;
      if (!asked.preview && numbered.value.length > 0) session.documentsChanged(numbered.value.map(({ document }) => document));
      return success({ changes: numbered.value });
    },
    getBundleSettings: () => session.use((vault) => success({ settings: bundleSettings(vault) })),
    saveBundleSettings: ({ settings }) => change((vault) => {
      putBundleSettings(vault, settings);
      return success({});
    }),
    listBuilds: ({ edition }) => session.use((vault) => success({
      builds: builtBundles(vault, edition).map(({ build, edition: of, builtAt, pages, entries, sha256, references, supplement = false }) => ({
        build, edition: of as EditionName, builtAt, pages, documents: entries.length, sha256: sha256 as never, lost: references.filter(({ state }) => state !== 'linked').length, supplement,
      })),
      late: edition === undefined ? [] : notYetBuilt(vault, edition),
    })),
    lastCourtCheck: ({ edition }) => session.use((vault) => success({ check: lastCourtCheck(vault, edition) ?? null })),
    compareBuilds: ({ before, after }) => session.use((vault) => {
      const compared = compareBuiltBundles(vault, before, after);
      return compared.ok ? success({ differences: compared.value as never }) : compared;
    }),
    crossReferences: ({ build, all }) => session.use((vault) => {
      const built = builtBundle(vault, build);
      return built.ok ? success({ references: built.value.references.filter(({ state }) => all === true || state !== 'linked') }) : built;
    }),
    previewBundle: ({ edition, part }) => session.use((vault) => preview.prepare(vault, edition, part)),
  };
}
