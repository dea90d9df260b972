import type { CourtCheck, CourtRule, CourtRuleResult } from '../../shared/courts/court-profile.ts';
import { courtSentence } from '../../shared/courts/court-reasons.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks } from './check-tasks.ts';
import { courtProfile, courtProfiles } from './court-profiles.ts';
import { decideRule, readForCheck, type RuleOutcome } from './court-rules.ts';

const checkTasks = taskModule<typeof tasks>(import.meta.url, './check-tasks');
const checkTimeoutMs = 30 * 60_000;

export interface CheckOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
  /** For a later file of a bundle: the page of the bundle (1-based) that its first page is; the index stands in the first file. */
  readonly firstPage?: number;
  /** Number that its first page is to be stamped with; 1 where absent. */
  readonly firstNumber?: number;
}

/**
 * Checks any PDF, whoever made it, against a court profile: pass, fail or not-checked for each rule, with pages and reason.
 * Fails with `court-unknown`, or as opening fails: `document-damaged`, `document-encrypted`, a `worker-…` code.
 */
export async function checkPdf(pools: WorkerPools, bytes: Uint8Array, profileId: string, options: CheckOptions = {}): Promise<Result<CourtCheck, Failure>> {
  const profile = courtProfile(profileId);
  if (profile === undefined) return refusal(failure('court-unknown', 'There is no court profile of this name. Known are: {{known}}.', { subject: profileId, values: { known: courtProfiles().map(({ id }) => id).join(', ') } }));
  const host = { progress: ({ done, total }: { done: number; total: number }) => options.report?.({ step: 'check', done, total, unit: 'pages' }) };
  const facts = await pools.document.run(checkTasks, 'gather', { bytes }, { signal: options.signal, timeoutMs: checkTimeoutMs, host });
  if (!facts.ok) return facts;
  const { firstPage = 1, firstNumber = 1 } = options;
  const checked = readForCheck(facts.value, firstNumber);
  const rules = profile.rules.map((rule) => {
    const outcome = inBundle(firstPage > 1 && indexKinds.has(rule.kind) ? indexElsewhere : decideRule(rule, checked), firstPage);
    const message = outcome.reason === undefined ? {} : { message: courtSentence(outcome.reason, outcome.values) };
    return { rule: rule.rule, ...outcome, ...message, asks: rule.asks, source: rule.source, ...figuresOf(rule) };
  });
  return success({ court: profile.id, edition: profile.edition, holds: rules.every(({ result }) => result !== 'fail'), rules });
}

/** The figures that a rule sets, for words in other languages than its own. */
function figuresOf(rule: CourtRule): Pick<CourtRuleResult, 'figures'> {
  if (rule.kind === 'resolution') {
    const { atLeastDpi, atMostDpi } = rule;
    return { figures: { ...(atLeastDpi === undefined ? {} : { atLeastDpi }), ...(atMostDpi === undefined ? {} : { atMostDpi }) } };
  }
  return rule.kind === 'file-size' ? { figures: { atMostMb: rule.atMostMb } } : {};
}

const indexKinds = new Set(['index-links', 'bookmarks-match-index']);
const indexElsewhere: RuleOutcome = { result: 'not-checked', reason: 'index-elsewhere' };

// Pages are told as pages of the whole bundle.
function inBundle(outcome: RuleOutcome, firstPage: number): RuleOutcome {
  const { pages, values } = outcome;
  if (firstPage === 1 || pages === undefined) return outcome;
  return { ...outcome, pages: pages.map((page) => page + firstPage - 1), ...(typeof values?.['page'] === 'number' ? { values: { ...values, page: values['page'] + firstPage - 1 } } : {}) };
}
