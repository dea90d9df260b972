import { writeNewFile } from '../operations/write-new-file.ts';
import { tellProof } from '../../shared/case-model/proof-faults.ts';
import { plainOrder } from '../../shared/case-model/redaction.ts';
import { narrowIt, redactionReason } from '../../shared/case-model/redaction-reasons.ts';
import type { Failure } from '../../shared/failure.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { redactionCalls } from '../../shared/ipc/redaction-calls.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { proposeRedactions } from '../operations/propose-redactions.ts';
import { proveRedactions } from '../operations/prove-redactions.ts';
import { readProofRecords } from '../operations/read-proof-records.ts';
import { waitsForReissue } from '../operations/review/applied-in-release.ts';
import { changeRedactions, linkRedactions, removeRedactions } from '../operations/review/change-redactions.ts';
import { decideRedactions, stepsFor, type ReviewDecision } from '../operations/review/decide-redactions.ts';
import { markRedactions } from '../operations/review/mark-redactions.ts';
import { listCodeSets, removeCodeSet, saveCodeSet } from '../operations/review/redaction-codes.ts';
import { redactionContexts } from '../operations/review/redaction-contexts.ts';
import { logOfEdition, redactionLogOfEdition } from '../operations/review/redaction-log-of-edition.ts';
import { undecidedRedactions } from '../operations/review/undecided-redactions.ts';
import { orderOf } from '../operations/review/zone-decision.ts';
import { undoDecision } from '../operations/review/undo-decision.ts';
import { saveRedactionSet } from '../operations/save-redaction-set.ts';
import type { Vault, ZoneRecord, ZoneState } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { announcingWorkedOn } from './announcing-documents.ts';
import { refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';

type RedactionHandlers = Pick<Handlers, keyof typeof redactionCalls>;
type Redaction = CallOutput<'listRedactions'>['redactions'][number];

/** Answers what the window asks about redactions: rules, finding, decisions, codes, proof, log. */
export function redactionHandlers(context: ServingContext): RedactionHandlers {
  const { session, emit, tokens, engine } = context;

  /** Work that changes the case: refused on a read-only case, and told to the window when it is done. */
  function change<T>(work: (vault: Vault) => Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use((vault) => {
      const done = refuseReadOnly(vault) ?? work(vault);
      if (done.ok) emit('caseChanged', { parts: ['redactions', 'log'] });
      return done;
    });
  }

  /** The same, answering redactions as the window sees them. */
  const changeZones = (work: (vault: Vault) => Result<readonly ZoneRecord[], Failure>): Promise<Result<{ redactions: Redaction[] }, Failure>> =>
    change((vault) => onValue(work(vault), (zones) => ({ redactions: zones.map((zone) => toRedaction(vault, zone)) })));
  const decide = (decision: ReviewDecision): Promise<Result<CallOutput<'decideRedactions'>, Failure>> =>
    change((vault) => onValue(decideRedactions(vault, decision), (taken) => ({ decision: taken.decision, redactions: taken.redactions.map((zone) => toRedaction(vault, zone)) })));

  return {
    listEditions: () => session.use((vault) => success({ editions: editions(vault) })),
    saveRedactionSet: ({ set }) => change((vault) => saveRedactionSet(vault, set)),
    listRedactions: ({ edition, document, page }) => session.use((vault) => {
      const order = orderOf(vault, edition);
      return success({ redactions: vault.redactions.zones({ edition, ...(document === undefined ? {} : { document }), ...(page === undefined ? {} : { page }) }).map((zone) => toRedaction(vault, zone, order)) });
    }),
    proposeRedaction: (input) => changeZones((vault) => markRedactions(vault, input)),
    findRedactions: ({ edition, documents }) => startCaseJob(context, 'findRedactions', async (vault, options) => {
      try {
        return refuseReadOnly(vault) ?? (await proposeRedactions(vault, { edition, documents }, options));
      } finally {
        // What was done before a stop or a full disk is kept.
        emit('caseChanged', { parts: ['redactions'] });
      }
    }),
    redactionContexts: ({ redactions }) => session.use((vault) => onValue(redactionContexts(vault, redactions), (contexts) => ({ contexts }))),
    decideRedactions: decide,
    undoRedactionDecision: ({ decision }) => changeZones((vault) => undoDecision(vault, decision)),
    removeRedactions: ({ redactions, reason }) => change((vault) => onValue(removeRedactions(vault, redactions, reason), ({ decision }) => ({ decision }))),
    changeRedactions: ({ redactions, change: asked }) => change((vault) => onValue(changeRedactions(vault, redactions, asked), (taken) => ({ decision: taken.decision, redactions: taken.redactions.map((zone) => toRedaction(vault, zone)) }))),
    linkRedactions: ({ redactions, linked }) => changeZones((vault) => linkRedactions(vault, redactions, linked)),
    proveRedactions: ({ edition, documents }) => startCaseJob(context, 'proveRedactions', async (vault, options) => {
      const prove = (): ReturnType<typeof proveRedactions> => announcingWorkedOn(context, options, (announcing) => proveRedactions(engine, vault, { edition, documents }, announcing));
      const proved = refuseReadOnly(vault) ?? (await prove().finally(() => { emit('caseChanged', { parts: ['redactions', 'log'] }); }));
      return proved.ok ? success({ documents: proved.value.map((document) => ({ ...document, proof: document.proof.map(tellProof) })) }) : proved;
    }),
    listRedactionProofs: ({ edition, document }) => session.use((vault) => success({
      proofs: readProofRecords(vault, edition, document).map((proof) => ({ ...proof, guarantees: proof.guarantees.map((guarantee) => ({ ...tellProof(guarantee), engines: guarantee.engines })) })),
    })),
    redactionLog: ({ edition }) => session.use((vault) => success({ entries: logOfEdition(vault, edition) })),
    exportRedactionLog({ edition, place, format }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return Promise.resolve(out);
      return session.use(async (vault) => {
        const log = await redactionLogOfEdition(engine, vault, edition);
        if (!log.ok) return log;
        const content = log.value[format];
        return writeNewFile(out.value, async (write) => {
          await write(typeof content === 'string' ? Buffer.from(content) : content);
          return success({});
        });
      });
    },
    listRedactionCodes: () => session.use((vault) => success({ sets: listCodeSets(vault) })),
    saveRedactionCodes: ({ set }) => change((vault) => saveCodeSet(vault, { ...set, codes: [...set.codes] })),
    removeRedactionCodes: ({ id }) => change((vault) => removeCodeSet(vault, id)),
  };
}

function onValue<From, To>(result: Result<From, Failure>, use: (value: From) => To): Result<To, Failure> {
  return result.ok ? success(use(result.value)) : refusal(result.failure);
}

function editions(vault: Vault): CallOutput<'listEditions'>['editions'] {
  const zones = vault.redactions.zones();
  const names = new Set(['court', ...vault.redactions.sets().map(({ edition }) => edition), ...zones.map(({ edition }) => edition), ...vault.releases.list().map(({ edition }) => edition)]);
  return [...names].map((edition) => {
    const own = zones.filter((zone) => zone.edition === edition);
    const countOf = (...states: readonly ZoneState[]): number => own.filter(({ state }) => states.includes(state)).length;
    const set = vault.redactions.set(edition) ?? null;
    return {
      edition: edition as EditionName, set: set === null ? null : { order: plainOrder, ...set, edition: edition as EditionName },
      proposed: countOf('proposed', 'contested'), approved: countOf('approved', 'applied', 'upheld'), rejected: countOf('rejected', 'lifted'), whole: set === null && own.length === 0,
      undecided: undecidedRedactions(vault, edition).length, reissue: waitsForReissue(vault, edition),
    };
  });
}

// What the rules found is kept in English, as the log of redactions has it; a carried redaction has the words of its source.
function whyOf({ why, origin, carriedFrom }: ZoneRecord): Pick<Redaction, 'why' | 'found' | 'narrow'> {
  const narrow = carriedFrom !== undefined && why.endsWith(narrowIt);
  const said = narrow ? why.slice(0, -narrowIt.length) : why;
  const found = origin === 'found' || carriedFrom !== undefined ? redactionReason(said) : undefined;
  return { ...(found === undefined ? { why: said } : { why: '', found }), ...(narrow ? { narrow } : {}) };
}

function toRedaction(vault: Vault, zone: ZoneRecord, order = orderOf(vault, zone.edition)): Redaction {
  const { id, document, page, rect, state, origin, ground, code, confidence, group, hits, proposedBy, decidedBy, changedAt, history = [] } = zone;
  return {
    id, document, page, rect, state, origin, ...whyOf(zone), ground, proposedBy, changedAt, edition: zone.edition as EditionName, steps: stepsFor(zone, order, vault.identity.fingerprint),
    history: history.map(({ step, by, at, reason }) => ({ step, by, at, ...(reason === undefined ? {} : { reason }) })),
    ...(code === undefined ? {} : { code }), ...(confidence === undefined ? {} : { confidence }), ...(group === undefined ? {} : { group }), ...(hits === undefined ? {} : { hits }), ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}
