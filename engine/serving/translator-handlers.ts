import { failure, type Failure } from '../../shared/failure.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { translatorCalls } from '../../shared/ipc/translator-calls.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { apertiumPairs } from '../operations/drafts/apertium.ts';
import { draftTranslation, machineDrafts, removeMachineDraft, saveMachineDraft, type MachineDraft } from '../operations/drafts/draft-translation.ts';
import { importMachineModel, machineModels, removeMachineModel, type MachineModel } from '../operations/drafts/machine-models.ts';
import { confirmTranslationServer, translationServer, withdrawTranslationServer, type TranslationServer } from '../operations/drafts/translation-server.ts';
import { saveMemory } from '../operations/translations/save-memory.ts';
import { attachCertificate, makeCertificate, previewCertificate } from '../operations/translators/certificates.ts';
import { sendRequest } from '../operations/translators/send-request.ts';
import { takeInReturn } from '../operations/translators/take-in-return.ts';
import type { TranslationVersion } from '../../shared/case-model/translation.ts';
import type { Vault } from '../vault/index.ts';
import { definedOnly } from './defined-only.ts';
import type { Handlers } from './dispatch.ts';
import { pathsOf, refuseReadOnly, startCaseJob, type ServingContext } from './serving-context.ts';
import { toVersion } from './translation-handlers.ts';

type TranslatorHandlers = Pick<Handlers, keyof typeof translatorCalls>;

/** Answers what the window asks about translators outside, certificates and machine drafts. */
export function translatorHandlers(context: ServingContext): TranslatorHandlers {
  const { engine, session, tokens, emit } = context;

  /** Work on one version that makes a document: told to the window when it is done. */
  async function certify(work: (vault: Vault, signal: AbortSignal) => Promise<Result<TranslationVersion, Failure>>): Promise<Result<CallOutput<'makeCertificate'>, Failure>> {
    return session.use(async (vault, signal) => {
      const done = refuseReadOnly(vault) ?? (await work(vault, signal));
      if (!done.ok) return done;
      emit('caseChanged', { parts: ['translations', 'log'] });
      session.documentsChanged([...(done.value.certificate === undefined ? [] : [done.value.certificate.document])]);
      return success({ version: toVersion(vault, done.value) });
    });
  }

  return {
    sendTranslationRequest({ place, ...request }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return startCaseJob(context, 'sendTranslationRequest', async (vault, options) => {
        const sent = refuseReadOnly(vault) ?? (await sendRequest(engine, vault, { ...request, out: out.value }, options));
        if (sent.ok) emit('caseChanged', { parts: ['translations', 'log'] });
        return sent;
      });
    },
    takeInTranslation({ version, file }) {
      const path = tokens.pathOf(file);
      if (!path.ok) return path;
      return startCaseJob(context, 'takeInTranslation', async (vault, options) => {
        const taken = refuseReadOnly(vault) ?? (await takeInReturn(engine, vault, { version, file: path.value }, options));
        if (!taken.ok) return taken;
        emit('caseChanged', { parts: ['translations', 'log'] });
        session.documentsChanged([taken.value.document]);
        return success({ version, document: taken.value.document, matched: taken.value.matched, findings: taken.value.findings });
      });
    },
    makeCertificate({ place, translator, ...request }) {
      const out = place === undefined ? success(undefined) : tokens.pathOf(place);
      if (!out.ok) return out;
      return certify((vault, signal) => makeCertificate(engine, vault, { ...request, translator: definedOnly(translator), out: out.value }, { signal }));
    },
    previewCertificate: ({ translator, ...request }) => session.use((vault) => previewCertificate(vault, { ...request, translator: definedOnly(translator) })),
    attachCertificate({ version, file }) {
      const path = tokens.pathOf(file);
      if (!path.ok) return path;
      return certify((vault, signal) => attachCertificate(engine, vault, { version, file: path.value }, { signal }));
    },
    listMachineModels: () => session.use(async (vault) => {
      const server = translationServer(vault);
      return success({ models: machineModels(vault).map(toModel), apertium: await apertiumPairs(), ...(server === undefined ? {} : { server: toServer(vault, server) }) });
    }),
    importMachineModel({ files, ...of }) {
      const paths = pathsOf(tokens, files);
      if (!paths.ok) return paths;
      return session.use(async (vault, signal) => {
        const imported = refuseReadOnly(vault) ?? (await importMachineModel(vault, { ...of, files: paths.value }, signal));
        return imported.ok ? success({ model: toModel(imported.value) }) : imported;
      });
    },
    removeMachineModel: ({ model }) => session.use(async (vault) => {
      const removed = refuseReadOnly(vault) ?? (await removeMachineModel(vault, model));
      return removed.ok ? success({}) : removed;
    }),
    confirmTranslationServer: ({ address, apiKey }) => session.use((vault) => {
      const confirmed = refuseReadOnly(vault) ?? confirmTranslationServer(vault, { address, apiKey });
      if (!confirmed.ok) return confirmed;
      emit('caseChanged', { parts: ['translations', 'log'] });
      return success({ server: toServer(vault, confirmed.value) });
    }),
    withdrawTranslationServer: () => session.use((vault) => {
      const withdrawn = refuseReadOnly(vault) ?? withdrawTranslationServer(vault);
      if (!withdrawn.ok) return withdrawn;
      emit('caseChanged', { parts: ['translations', 'log'] });
      return success({});
    }),
    draftTranslation: (request) => startCaseJob(context, 'draftTranslation', async (vault, options) => {
      const drafted = refuseReadOnly(vault) ?? (await draftTranslation(engine, vault, request, options));
      if (!drafted.ok) return drafted;
      emit('caseChanged', { parts: ['translations', 'log'] });
      const { document, language, pages, segments } = drafted.value;
      return success({ document, language, pages, segments: segments.length });
    }),
    listMachineDrafts: ({ document }) => session.use((vault) => success({ drafts: machineDrafts(vault, document).map((draft) => draftFacts(vault, draft)) })),
    getMachineDraft: (of) => session.use((vault) => {
      const draft = draftOf(vault, of);
      return draft.ok ? success({ ...draftFacts(vault, draft.value), segments: draft.value.segments }) : draft;
    }),
    removeMachineDraft: (of) => session.use(async (vault) => {
      const removed = refuseReadOnly(vault) ?? (await removeMachineDraft(vault, of));
      if (!removed.ok) return removed;
      emit('caseChanged', { parts: ['translations'] });
      return success({});
    }),
    saveMachineDraft({ place, document, language }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return session.use((vault) => saveMachineDraft(vault, { document, language }, out.value));
    },
    saveTranslationMemory({ translation, place }) {
      const out = tokens.pathOf(place);
      if (!out.ok) return out;
      return session.use((vault) => saveMemory(vault, translation, out.value));
    },
  };
}

function toModel({ id, from, to, name, licence, importedAt, files }: MachineModel): CallOutput<'importMachineModel'>['model'] {
  return { id, from, to, name, licence, importedAt, files: files.map((file) => ({ name: file.name, sha256: file.sha256, bytes: file.bytes })) };
}

function toServer(vault: Vault, { address, confirmedAt, confirmedBy, apiKey }: TranslationServer): CallOutput<'confirmTranslationServer'>['server'] {
  return { address, confirmedAt, confirmedBy, confirmedHere: confirmedBy === vault.identity.fingerprint, withKey: apiKey !== undefined };
}

function draftOf(vault: Vault, { document, language }: { readonly document: string; readonly language: string }): Result<MachineDraft, Failure> {
  const draft = machineDrafts(vault).find((candidate) => candidate.document === document && candidate.language === language);
  return draft === undefined ? noDraft(document) : success(draft);
}

function noDraft(document: string): Result<never, Failure> {
  return refusal(failure('document-unknown', 'There is no draft of this document in this language.', { subject: document }));
}

function draftFacts(vault: Vault, { document, originalSha256, language, madeAt, sha256, pages, tool, model, modelSha256, licence }: MachineDraft): CallOutput<'listMachineDrafts'>['drafts'][number] {
  return { document, language, madeAt, sha256, pages, tool, model, modelSha256: modelSha256 as typeof sha256[], licence, stale: vault.documents.get(document)?.sha256 !== originalSha256 };
}
