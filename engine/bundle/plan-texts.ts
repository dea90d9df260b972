import { planEntries, type BundleEntry, type BundlePlan } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';

/** The texts that marks of a plan may show, so that words in scripts of their own are shaped once and before they are needed. */
export class PlanTexts {
  /** What may stand in the margin of any page. */
  readonly usual: readonly string[];
  readonly #entries: ReadonlyMap<string, BundleEntry>;

  constructor(plan: BundlePlan) {
    const { pageOf, translationOf, original, certificateOf, certificate } = bundleWords(plan.language);
    this.usual = [...pageOf.split(/\{[nm]\}/u), ...translationOf.split(/\{[lo]\}/u), original, ...certificateOf.split('{o}'), certificate, plan.reference ?? '', plan.numbering?.stamp ?? ''];
    this.#entries = new Map(planEntries(plan).map((entry) => [entry.key, entry]));
  }

  /** What the marks of an entry may show beside that. */
  of({ exhibit = '', ern = '', translator = '', translationOf, certificateOf }: BundleEntry): string[] {
    const other = this.#entries.get(translationOf ?? certificateOf ?? '');
    return [exhibit, ern, translator, other === undefined ? '' : (other.exhibit ?? other.title)];
  }

  /** All of them. */
  all(): Set<string> {
    return new Set([...this.usual, ...[...this.#entries.values()].flatMap((entry) => this.of(entry))]);
  }
}
