import { z } from 'zod';
import { certificatePresets } from '../case-model/translation.ts';
import { startedJob } from './jobs.ts';
import { count, documentId, editionName, fileToken, itemId, language, name, noInput, nothing, recipient, sha256, text, time, translator } from './shapes.ts';
import { translationVersion } from './translation-calls.ts';

const answeredVersion = z.object({ version: translationVersion });

const machineModel = z.object({
  id: itemId, from: text(60), to: text(60), name: text(500), licence: text(), importedAt: time, files: z.array(z.object({ name: text(500), sha256, bytes: count })).readonly(),
});

const translationServer = z.object({
  address: text(500), confirmedAt: time, /** Fingerprint. */ confirmedBy: text(200), /** By the identity that has the case open. */ confirmedHere: z.boolean(), withKey: z.boolean(),
});

const draftFacts = {
  document: documentId, language: text(60), madeAt: time, sha256, pages: count, tool: text(200), model: text(500), modelSha256: z.array(sha256).readonly(), licence: text(),
  /** The original has changed since. */
  stale: z.boolean(),
};

const certificateOf = { version: itemId, preset: z.enum(certificatePresets), translator, decision: text().optional(), agency: text().optional(), date: text(40).optional() };

/** Calls that deal with translators outside, with certificates, and with machines on this computer. */
export const translatorCalls = {
  /** Writes the package for a translator (document or redacted rendition, XLIFF, TBX, undertaking), encrypted to them; the version is `sent` then. */
  sendTranslationRequest: {
    input: z.strictObject({ version: itemId, xliff: z.enum(['1.2', '2.1']), edition: editionName.optional(), recipients: z.array(recipient).min(1).max(20), place: fileToken }), output: startedJob,
  },
  /** Takes in the XLIFF that came back, sealed to this case or plain; the version is `received` then. `return-mismatch` for another request or original. A PDF that came back is added as a file and named with `moveTranslation`. */
  takeInTranslation: { input: z.strictObject({ version: itemId, file: fileToken }), output: startedJob },

  /** The certificate page by a preset, behind the translation; `usage` names what the preset still needs. `place`: a copy for signing. */
  makeCertificate: {
    input: z.strictObject({ ...certificateOf, place: fileToken.optional() }),
    output: answeredVersion,
  },
  /** The words of that page without making it, in English as courts read it, and what the preset still needs. */
  previewCertificate: {
    input: z.strictObject(certificateOf),
    output: z.object({
      words: z.object({ heading: text(), paragraphs: z.array(text(10_000)).readonly(), facts: z.array(z.tuple([text(), text()]).readonly()).readonly(), signature: z.array(text()).readonly(), note: text() }),
      missing: z.enum(['agency', 'contact', 'register']).exactOptional(),
    }),
  },
  /** The signed scan takes the place of the unsigned page. `moveTranslation` to `certified` is a step of its own. */
  attachCertificate: { input: z.strictObject({ version: itemId, file: fileToken }), output: answeredVersion },

  /** Models of this case, the language pairs of the Apertium program where it is installed, and the server that is confirmed for this case, where one is. */
  listMachineModels: { input: noInput, output: z.object({ models: z.array(machineModel).readonly(), apertium: z.array(text(60)).readonly(), server: translationServer.exactOptional() }) },
  /** Files `model.*.bin`, one or two `vocab.*.spm`, and optionally `lex.*.bin`; the licence as their maker states it. */
  importMachineModel: {
    input: z.strictObject({ files: z.array(fileToken).min(2).max(4), from: language, to: language, name, licence: name }), output: z.object({ model: machineModel }),
  },
  removeMachineModel: { input: z.strictObject({ model: itemId }), output: nothing },
  /** From then on text of this case may leave this computer to that address, names masked. Nothing is sent, and no connection is made, by this call. */
  confirmTranslationServer: { input: z.strictObject({ address: text(500), apiKey: text(500).optional() }), output: z.object({ server: translationServer }) },
  withdrawTranslationServer: { input: noInput, output: nothing },
  /** `engine`: a model's id, `apertium`, or `libretranslate` with the address of the server that the user was shown. For orientation only: never certified, in no edition. */
  draftTranslation: { input: z.strictObject({ document: documentId, engine: itemId, language, server: text(500).optional() }), output: startedJob },
  listMachineDrafts: { input: z.strictObject({ document: documentId.optional() }), output: z.object({ drafts: z.array(z.object(draftFacts)).readonly() }) },
  /** Sentence by sentence. Show it under the words “machine draft”, always. */
  getMachineDraft: {
    input: z.strictObject({ document: documentId, language }),
    output: z.object({ ...draftFacts, segments: z.array(z.object({ original: text(100_000), draft: text(100_000) })).readonly() }),
  },
  removeMachineDraft: { input: z.strictObject({ document: documentId, language }), output: nothing },
  /** Writes the watermarked PDF. */
  saveMachineDraft: { input: z.strictObject({ document: documentId, language, place: fileToken }), output: nothing },
  /** Writes the linked sentences of a translation as TMX. */
  saveTranslationMemory: { input: z.strictObject({ translation: documentId, place: fileToken }), output: z.object({ units: count }) },
} as const;
