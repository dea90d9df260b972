import type { MarkedZone } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import type { CallArguments, CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault, ZoneRecord, ZoneState } from '../vault/index.ts';
import { proposeRedactions } from '../operations/propose-redactions.ts';
import { proveRedactions } from '../operations/prove-redactions.ts';
import type { Handlers } from './dispatch.ts';
import { pairTranslation } from '../operations/pair-translation.ts';
import { planPages } from '../operations/plan-pages.ts';
import { translationsOf, unpairTranslation } from './translation-pairs.ts';
import { savePersons } from './save-persons.ts';
import { refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type PreparationHandlers = Pick<Handlers,
  'listPersons' | 'savePersons' | 'listEditions' | 'saveRedactionSet' | 'listRedactions' | 'proposeRedaction' | 'approveRedactions' | 'rejectRedactions'
  | 'removeRedactions' | 'listTranslations' | 'pairTranslation' | 'unpairTranslation' | 'getBundle' | 'saveBundle' | 'findRedactions' | 'proveRedactions' | 'planBundle'>;

type Nothing = Record<string, never>;
type Part = 'persons' | 'redactions' | 'translations' | 'bundle';

/** Answers what the window asks about persons, redactions, translations and the bundle. */
export function preparationHandlers(context: ServingContext): PreparationHandlers {
  const { session, emit } = context;
  const whoseListWasLogged = new WeakSet<Vault>();

  /** Work that changes the case: refused on a read-only case, and told to the window when it is done. */
  function change<T>(part: Part, work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use((vault) => {
      const done = refuseReadOnly(vault) ?? work(vault);
      if (done.ok) emit('caseChanged', { parts: [part] });
      return done;
    });
  }

  const decide = (state: ZoneState, action: 'redaction-approved' | 'redaction-rejected') => ({ redactions, reason }: CallArguments<'approveRedactions'>): Promise<Result<Nothing, Failure>> =>
    change('redactions', (vault) => decideZones(vault, redactions, { state, action, reason }));

  return {
    listPersons: () => session.use((vault) => {
      if (!vault.persons.available) return refusal(failure('permission-denied', 'Your role does not open the register of protected persons.'));
      if (!vault.readOnly && !whoseListWasLogged.has(vault)) vault.appendEvent({ action: 'person-viewed' });
      whoseListWasLogged.add(vault);
      return success({ persons: vault.persons.list() });
    }),
    savePersons: ({ persons }) => change('persons', (vault) => savePersons(vault, persons)),
    listEditions: () => session.use((vault) => success({ editions: editions(vault) })),
    saveRedactionSet: ({ set }) => change('redactions', (vault) => {
      const unknown = set.persons.find((pseudonym) => vault.persons.get(pseudonym) === undefined);
      if (unknown !== undefined) return refusal(failure('usage', 'The edition names a person who is not in the register.', { subject: unknown }));
      vault.redactions.putSet({ ...set, zones: vault.redactions.set(set.edition)?.zones ?? [] });
      return success({});
    }),
    listRedactions: ({ edition, document, page }) => session.use((vault) => success({
      redactions: vault.redactions.zones({ edition, ...(document === undefined ? {} : { document }), ...(page === undefined ? {} : { page }) }).map(toRedaction),
    })),
    proposeRedaction: (input) => change('redactions', (vault) => propose(vault, input)),
    findRedactions: ({ edition, documents }) => startCaseJob(context, 'findRedactions', async (vault, options) => {
      const found = refuseReadOnly(vault) ?? (await proposeRedactions(vault, { edition, documents }, options));
      emit('caseChanged', { parts: ['redactions'] });
      return found;
    }),
    proveRedactions: ({ edition, documents }) => startCaseJob(context, 'proveRedactions', async (vault, options) => {
      const proved = refuseReadOnly(vault) ?? (await proveRedactions(context.engine, vault, { edition, documents }, options));
      emit('caseChanged', { parts: ['redactions', 'log'] });
      return proved.ok ? success({ documents: proved.value }) : proved;
    }),
    planBundle: ({ edition }) => session.use((vault) => success(planPages(vault, edition))),
    approveRedactions: decide('approved', 'redaction-approved'),
    rejectRedactions: decide('rejected', 'redaction-rejected'),
    removeRedactions: ({ redactions, reason }) => change('redactions', (vault) => {
      const zones = knownZones(vault, redactions);
      if (!zones.ok) return zones;
      vault.transaction(() => {
        for (const zone of zones.value) vault.redactions.removeZones({ id: zone.id });
        vault.appendEvent({ action: 'redaction-removed', ...(reason === undefined ? {} : { reason }), facts: { zones: zones.value.length } });
      });
      return success({});
    }),
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

function editions(vault: Vault): CallOutput<'listEditions'>['editions'] {
  const zones = vault.redactions.zones();
  const names = new Set(['court', ...vault.redactions.sets().map(({ edition }) => edition), ...zones.map(({ edition }) => edition), ...vault.releases.list().map(({ edition }) => edition)]);
  return [...names].map((edition) => {
    const own = zones.filter((zone) => zone.edition === edition);
    const countOf = (...states: readonly ZoneState[]): number => own.filter(({ state }) => states.includes(state)).length;
    const set = vault.redactions.set(edition) ?? null;
    return {
      edition: edition as EditionName, set: set === null ? null : { ...set, edition: edition as EditionName },
      proposed: countOf('proposed', 'contested'), approved: countOf('approved', 'applied', 'upheld'), rejected: countOf('rejected', 'lifted'), whole: set === null && own.length === 0,
    };
  });
}

function toRedaction(zone: ZoneRecord): CallOutput<'listRedactions'>['redactions'][number] {
  return { ...zone, edition: zone.edition as EditionName };
}

function propose(vault: Vault, input: CallArguments<'proposeRedaction'>): Result<CallOutput<'proposeRedaction'>, Failure> {
  const { edition, document, page, rects, why } = input;
  const pages = vault.documents.get(document)?.pages;
  if (pages === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: document }));
  if (page > pages) return refusal(failure('usage', 'The document has fewer pages.', { subject: document }));
  if (rects.some(([, , width, height]) => width <= 0 || height <= 0)) return refusal(failure('usage', 'A redaction needs a width and a height.'));
  const ground = vault.redactions.set(edition)?.ground ?? '';
  const redactions = vault.transaction(() => rects.map((rect) => {
    const zone: MarkedZone = { document, page, rect };
    return toRedaction(vault.redactions.addZone({ ...zone, edition, why, ground, origin: 'marked', proposedBy: vault.identity.name }));
  }));
  vault.appendEvent({ action: 'redaction-proposed', object: document, facts: { edition, page, zones: rects.length } });
  return success({ redactions });
}

function knownZones(vault: Vault, ids: readonly string[]): Result<readonly ZoneRecord[], Failure> {
  const zones = ids.flatMap((id) => vault.redactions.zone(id) ?? []);
  return zones.length < ids.length ? refusal(failure('usage', 'A redaction is gone meanwhile. Look at the list again.')) : success(zones);
}

interface Decision {
  readonly state: ZoneState;
  readonly action: 'redaction-approved' | 'redaction-rejected';
  readonly reason: string | undefined;
}

function decideZones(vault: Vault, ids: readonly string[], { state, action, reason }: Decision): Result<Nothing, Failure> {
  const zones = knownZones(vault, ids);
  if (!zones.ok) return zones;
  vault.transaction(() => {
    for (const { id } of zones.value) vault.redactions.decideZone(id, state, vault.identity.name);
    vault.appendEvent({ action, ...(reason === undefined ? {} : { reason }), facts: { zones: zones.value.length } });
  });
  return success({});
}
