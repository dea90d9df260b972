import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { detectLanguages } from '../../reading/index.ts';
import { libreTranslateTool, openLibreTranslate, parseServerAddress, type TranslateTexts } from '../../translation/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import type { Engine } from '../engine.ts';
import { sameLanguage } from '../translations/document-language.ts';
import type { ProtectedNames } from './protected-names.ts';
import { translationServer } from './translation-server.ts';

export interface DraftByServer {
  readonly document: StoredDocument;
  /** The address that the user was shown; it must be the one that is confirmed. */
  readonly server: string | undefined;
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  readonly names: ProtectedNames | undefined;
  readonly signal: AbortSignal | undefined;
  readonly report: (done: number) => void;
}

/**
 * Makes ready to draft with the server that is confirmed for this case. Not one connection is made where the address is not confirmed or another than the user was shown
 * (`server-unconfirmed`), names cannot be masked (`name-unmasked`) or the document is sealed (`usage`). Each text is looked through once more right before it is sent, and what is sent is on the log first.
 */
export async function openDraftServer(engine: Engine, vault: Vault, { document, server: shown, from, to, names, signal, report }: DraftByServer): Promise<Result<{ readonly origin: { tool: string; model: string; modelSha256: readonly string[]; licence: string }; readonly translate: TranslateTexts }, Failure>> {
  const server = translationServer(vault);
  const address = shown === undefined ? undefined : parseServerAddress(shown);
  if (server === undefined || address === undefined || !address.ok || address.value.text !== server.address) return refusal(failure('server-unconfirmed', 'This address is not confirmed for this case.'));
  if (names === undefined) return refusal(failure('name-unmasked', 'The register of protected persons is closed to you, so that their names could not be masked.', { subject: document.id }));
  if (document.confidentiality === 'sealed') return refusal(failure('usage', 'A sealed document is not sent to a server.', { subject: document.id }));
  const opened = await openLibreTranslate(engine.pools, { address: address.value, apiKey: server.apiKey, isConfirmed: () => translationServer(vault)?.address === server.address, from, to, signal, report });
  if (!opened.ok) return opened;
  const { pair, translate } = opened.value;
  return success({
    origin: { tool: libreTranslateTool, model: `${pair}, ${server.address}`, modelSha256: [], licence: 'not stated: a server outside this computer' },
    async translate(texts) {
      if (names.namedIn(texts)) return refusal(failure('name-unmasked', 'A protected name would still have been in what is sent.', { subject: document.id }));
      vault.appendEvent({ action: 'draft-text-sent', object: document.id, facts: { address: server.address, sentences: texts.length } });
      const translated = await translate(texts);
      if (!translated.ok) return translated;
      return (await isOtherLanguage(engine, translated.value, to, signal)) ? refusal(failure('server-failed', 'The translation server answered in another language than it was asked for.')) : translated;
    },
  });
}

const fewestLetters = 40;
const fewestTold = 3;
// Languages that detection does not know, or takes for a neighbour.
const notTold = ['bs', 'da', 'eo', 'ga', 'gl', 'hr', 'id', 'ky', 'mk', 'ms', 'nb', 'nn', 'no', 'sr'];

/** Whether most of what came back is told to be in another language than was asked for, such as the original's own. */
async function isOtherLanguage({ pools }: Engine, texts: readonly string[], to: string, signal: AbortSignal | undefined): Promise<boolean> {
  if (notTold.some((language) => sameLanguage(language, to))) return false;
  const long = texts.filter((text) => (text.match(/\p{L}/gu)?.length ?? 0) >= fewestLetters);
  const told = (await detectLanguages(pools, long, signal)).filter((language) => language !== undefined);
  return told.length >= fewestTold && told.filter((language) => !sameLanguage(language, to)).length * 2 > told.length;
}
