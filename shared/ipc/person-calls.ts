import { z } from 'zod';
import { nameMatches, riskLevels } from '../case-model/protected-person.ts';
import { count, documentId, editionName, itemId, language, name, noInput, nothing, protectedPerson, text, time } from './shapes.ts';

/** What the register's list shows: no name. */
const personCard = z.object({
  pseudonym: text(500), protected: z.boolean(), child: z.boolean(), risk: z.enum(riskLevels),
  /** How many forms of the name are known. */
  forms: count,
  /** Measures in force today, consents, and whether one was withdrawn that no later one gives again. */
  measures: count, consents: count, withdrawn: z.boolean(),
});

const measureFields = { pseudonym: name, order: name, scope: name, from: text(40), to: text(40).exactOptional(), variedBy: itemId.exactOptional() };
const consentFields = {
  pseudonym: name, purpose: z.enum(['use', 'disclosure']), editions: z.array(editionName).max(100).readonly(), documents: z.array(documentId).max(10_000).readonly(), text: text(20_000), language,
  interpreter: text().exactOptional(), givenAt: text(40),
};
/** A release that went out while a consent that is withdrawn now was given. */
const earlierRelease = z.object({ release: text(200), edition: text(60), madeAt: time, recipients: z.array(text(200)).readonly() });
const measure = z.object({ id: itemId, ...measureFields });
/** `releases`: of a withdrawn one, what went out before. */
const consent = z.object({ id: itemId, ...consentFields, withdrawnAt: time.exactOptional(), withdrawnReason: text(500).exactOptional(), releases: z.array(earlierRelease).readonly().exactOptional() });
/** `by`: the member's name, or the fingerprint of an identity that is no member now. */
const opening = z.object({ at: time, by: text(500), reason: text().exactOptional() });

/** Calls for the register of protected persons. No call gives names without a reason that is logged. All fail with `permission-denied` where the register is closed to this identity. */
export const personCalls = {
  /** Who is in the register, without a name: what a list may show to everybody who may open the register. */
  listPersonCards: { input: noInput, output: z.object({ persons: z.array(personCard).readonly() }) },
  /** One record with names, measures and consents. The reason is asked of the user and stands in the log, the name does not. */
  openPerson: {
    input: z.strictObject({ pseudonym: name, reason: name }),
    output: z.object({ person: protectedPerson, measures: z.array(measure).readonly(), consents: z.array(consent).readonly(), openings: z.array(opening).readonly() }),
  },
  /**
   * What in a text would be found, and why. The form of the name is told only where `pseudonym` names a record that was opened since the case was;
   * any other fails with `permission-denied`.
   */
  tryNames: {
    input: z.strictObject({ text: text(2000), pseudonym: name.optional() }),
    output: z.object({ matches: z.array(z.object({ pseudonym: text(500), text: text(), form: text(500).exactOptional(), how: z.enum(nameMatches), whole: z.boolean(), confidence: z.number().min(0).max(1) })).readonly() }),
  },
  /** Adds or changes one record; `was`: its pseudonym until now, where that changes too (the editions follow). */
  savePerson: { input: z.strictObject({ person: protectedPerson, was: name.optional() }), output: nothing },
  removePerson: { input: z.strictObject({ pseudonym: name, reason: name }), output: nothing },
  /** The next free pseudonym of a scheme: `#` stands for the number, `@` for a letter, as in `Witness P-#`. */
  nextPseudonym: { input: z.strictObject({ scheme: text(60) }), output: z.object({ pseudonym: text(500) }) },
  /** Adds a measure, or changes the one of that id. */
  saveMeasure: { input: z.strictObject({ id: itemId.optional(), measure: z.strictObject(measureFields) }), output: z.object({ id: itemId }) },
  recordConsent: { input: z.strictObject({ consent: z.strictObject(consentFields) }), output: z.object({ id: itemId }) },
  /** From then on no edition with what it covers is built; answers the releases that went out before. */
  withdrawConsent: { input: z.strictObject({ consent: itemId, reason: name }), output: z.object({ releases: z.array(earlierRelease).readonly() }) },
} as const;
