import { apertiumPairs } from '../../engine/operations/drafts/apertium.ts';
import { draftTranslation, machineDrafts, saveMachineDraft } from '../../engine/operations/drafts/draft-translation.ts';
import { importMachineModel, machineModels } from '../../engine/operations/drafts/machine-models.ts';
import { confirmTranslationServer, translationServer, withdrawTranslationServer } from '../../engine/operations/drafts/translation-server.ts';
import type { Vault } from '../../engine/vault/index.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';
import { readPassphraseFile } from '../read-passphrase.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'machine drafts of translations: for orientation, never for the court',
  usage: `CASE [DOCUMENT --into LANGUAGE --engine ENGINE [--server ADDRESS] [--out FILE.pdf]]
             [--import FILE --import FILE… --from LANGUAGE --into LANGUAGE --name N --licence L]
             [--confirm-server ADDRESS [--api-key-file F]] [--withdraw-server]

  Without anything it shows the engines and drafts of the case.
  --engine E          id of an imported model, apertium, or libretranslate
  --server ADDRESS    for libretranslate: the address that was confirmed for this case, once more
  --confirm-server A  TEXT OF THIS CASE LEAVES THIS COMPUTER to that server when a draft is asked of it; the names of protected persons are masked first.
                      https only, or http to a server on this computer itself. Nothing is sent by confirming; who confirmed is on the log
  --api-key-file F    what the server asks of its users: first line of F; kept encrypted in the case
  --withdraw-server   nothing is sent there any more
  --import FILE       files of a Bergamot model (model.*.bin, vocab.*.spm, lex.*.bin), with its two languages, name and licence`,
  options: {
    into: { type: 'string' }, engine: { type: 'string' }, server: { type: 'string' }, out: { type: 'string' }, import: { type: 'string', multiple: true }, from: { type: 'string' }, name: { type: 'string' },
    licence: { type: 'string' }, 'confirm-server': { type: 'string' }, 'api-key-file': { type: 'string' }, 'withdraw-server': { type: 'boolean' },
  },
  words: [1, 2],
  run: (context) =>
    withCase(
      context,
      async (vault) => {
        const changed = await changeEngines(context, vault);
        if (!changed.ok) return changed;
        return context.words[1] === undefined ? success(await enginesAndDrafts(vault)) : draft(context, vault, context.words[1]);
      },
      { readOnly: context.words[1] === undefined && context.options('import').length === 0 && context.option('confirm-server') === undefined && !context.flag('withdraw-server') },
    ),
};

async function changeEngines(context: CommandContext, vault: Vault): Promise<Result<unknown, Failure>> {
  const [files, address, keyFile] = [context.options('import'), context.option('confirm-server'), context.option('api-key-file')];
  if (context.flag('withdraw-server')) return withdrawTranslationServer(vault);
  if (address !== undefined) {
    const key = keyFile === undefined ? success(undefined) : await readPassphraseFile(keyFile);
    return key.ok ? confirmTranslationServer(vault, { address, apiKey: key.value }) : key;
  }
  if (files.length === 0) return success(undefined);
  const [from, to, name, licence] = ['from', 'into', 'name', 'licence'].map((option) => context.option(option));
  if (from === undefined || to === undefined || name === undefined || licence === undefined) return refusal(failure('usage', 'A model is imported with its languages, name and licence: --from uk --into en --name N --licence L.'));
  return importMachineModel(vault, { files, from, to, name, licence }, context.signal);
}

async function enginesAndDrafts(vault: Vault): Promise<CommandAnswer> {
  const models = machineModels(vault).map(({ id, from, to, name, licence, files }) => ({ id, from, to, name, licence, sha256: files.map(({ sha256 }) => sha256) }));
  const apertium = await apertiumPairs();
  const confirmed = translationServer(vault);
  const server = confirmed === undefined ? null : { address: confirmed.address, confirmedAt: confirmed.confirmedAt, confirmedBy: confirmed.confirmedBy };
  const drafts = machineDrafts(vault).map(({ segments, ...about }) => ({ ...about, segments: segments.length }));
  const words = [
    ...models.map(({ id, from, to, name, licence }) => `${id}  ${name}, ${from} to ${to}, ${licence}`), ...(apertium.length === 0 ? [] : [`apertium  ${apertium.join(', ')}`]),
    server === null ? 'No translation server is confirmed: no text leaves this computer.' : `libretranslate  ${server.address}, confirmed ${server.confirmedAt} by ${server.confirmedBy}. Text of this case leaves this computer when a draft is asked of it.`,
    ...drafts.map(({ document, language, madeAt, tool, model, segments }) => `draft of ${document} in ${language}: ${segments} sentences, ${tool} (${model}), ${madeAt}`),
  ];
  return { json: { models, apertium, server, drafts }, words: words.join('\n') };
}

async function draft(context: CommandContext, vault: Vault, named: string): Promise<Result<CommandAnswer, Failure>> {
  const [language, engine, out] = [context.option('into'), context.option('engine'), context.option('out')];
  if (language === undefined || engine === undefined) return refusal(failure('usage', 'Name the language and the engine: --into en --engine apertium.'));
  const document = (vault.documents.byExhibit(named) ?? vault.documents.get(named as DocumentId))?.id;
  if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: named }));
  const made = await draftTranslation(context.engine, vault, { document, engine, language, server: context.option('server') }, context);
  if (!made.ok) return made;
  const saved = out === undefined ? success(undefined) : await saveMachineDraft(vault, { document, language }, out);
  if (!saved.ok) return saved;
  const { segments, ...about } = made.value;
  return success({ json: { draft: { ...about, segments }, ...(out === undefined ? {} : { out }) }, words: `MACHINE DRAFT – NOT A TRANSLATION\n\n${segments.map((segment) => `${segment.original}\n  ${segment.draft}`).join('\n')}` });
}
