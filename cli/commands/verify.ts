import { openCase } from '../../engine/operations/open-case.ts';
import { hashFile } from '../../engine/operations/hash-file.ts';
import { knownHere } from '../../engine/operations/pin-contact.ts';
import { receivedRelease } from '../../engine/operations/received-release.ts';
import { findExhibit, readList, verifyExhibit } from '../../engine/operations/verify-exhibit.ts';
import { verifyFile, type VerifyFile } from '../../engine/operations/verify-file.ts';
import { writeVerificationRecord } from '../../engine/operations/write-verification-record.ts';
import { fingerprintWords, parseSshPublicKey, type Verification } from '../../engine/release/index.ts';
import type { Vault } from '../../engine/vault/index.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { windowLanguageOf, windowLanguages } from '../../shared/languages.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';

export const command: Command = {
  summary: 'verify a release, a decrypted archive or a folder, offline; or one exhibit against a list',
  usage: `FILE [--identity F] [--signer KEY] [--case CASE] [--earlier RELEASE]… [--checkpoint F]… [--withdrawal F]…
                [--time TOKEN --certificate F…] [--no-pages] [--record OUT.pdf [--sign] [--language en|fr|es|ro|uk|ar]]
       custodia verify EXHIBIT.pdf --list LIST [--identity F]
       custodia verify LIST --find HASH [--identity F]

  --signer KEY      the signer's key, or an allowed_signers file: a release by anyone else does not hold
  --case CASE       a case of yours: its key opens the release, its pinned contacts are the known signers, its release is the earlier one
  --earlier R       a release that you had before (or its release.json): what was added, replaced, withdrawn; a replayed or forked one does not hold
  --checkpoint F    a head of the log that you kept, countersigned or not
  --withdrawal F    a notice that a release was withdrawn (its .sig beside it)
  --time TOKEN      an RFC 3161 token over data/release.json, with the certificates that you trust
  --no-pages        does not compare the pages of the bundle with the exhibits
  --record OUT.pdf  a record of the verification as PDF and JSON; --sign signs it with the key of --case; --language is that of the PDF
  --list LIST       exhibit-list.json, release.json or a release, in which EXHIBIT.pdf is looked for
  --find HASH       the exhibits whose SHA-256 begins so: at least six digits`,
  options: {
    identity: { type: 'string' }, signer: { type: 'string' }, case: { type: 'string' }, earlier: { type: 'string', multiple: true }, checkpoint: { type: 'string', multiple: true },
    withdrawal: { type: 'string', multiple: true }, time: { type: 'string' }, certificate: { type: 'string', multiple: true }, 'no-pages': { type: 'boolean' },
    record: { type: 'string' }, language: { type: 'string' }, sign: { type: 'boolean' }, list: { type: 'string' }, find: { type: 'string' },
  },
  words: [1, 1],
  async run(context) {
    const [list, find] = [context.option('list'), context.option('find')];
    if (list !== undefined) return againstList(context, list);
    if (find !== undefined) return byHash(context, find);
    if (context.flag('sign') && (context.option('case') === undefined || context.option('record') === undefined)) return refusal(failure('usage', 'To sign a record, name the record and the case whose key signs it: --record OUT.pdf --sign --case CASE.'));
    if ((context.option('time') === undefined) !== (context.options('certificate').length === 0)) return refusal(failure('usage', 'A trusted time is verified against certificates that you trust: --time TOKEN --certificate F.'));
    if (windowLanguageOf(context.option('language') ?? 'en') === undefined) return refusal(failure('usage', `Records are printed in ${windowLanguages.join(', ')}.`));
    const folder = context.option('case');
    if (folder === undefined) return wholeRelease(context, undefined);
    const passphrase = await context.passphrase(false);
    if (!passphrase.ok) return passphrase;
    const vault = await openCase({ folder, passphrase: passphrase.value, readOnly: true });
    if (!vault.ok) return vault;
    try {
      return await wholeRelease(context, vault.value);
    } finally {
      await vault.value.close();
    }
  },
};

async function wholeRelease(context: CommandContext, vault: Vault | undefined): Promise<Result<CommandAnswer, Failure>> {
  const { engine, signal, report } = context;
  const [file = ''] = context.words;
  const token = context.option('time');
  const verified = await verifyFile(engine, file, {
    identityFile: context.option('identity'), signer: context.option('signer'), signal, report, ...knownIn(vault),
    earlierFiles: context.options('earlier'), checkpointFiles: context.options('checkpoint'), withdrawalFiles: context.options('withdrawal'),
    time: token === undefined ? undefined : { token, certificates: context.options('certificate') }, withoutPages: context.flag('no-pages'),
  });
  if (!verified.ok) return verified;
  const record = context.option('record');
  const sha256 = record === undefined ? undefined : await hashFile(file);
  const files = record === undefined ? success([]) : await writeVerificationRecord(engine, verified.value, {
    file, out: record, language: windowLanguageOf(context.option('language') ?? 'en'), signer: context.flag('sign') ? vault : undefined, ...(sha256?.ok === true ? { sha256: sha256.value } : {}),
  }, context);
  return files.ok ? success(describe(verified.value, files.value)) : files;
}

function knownIn(vault: Vault | undefined): Pick<VerifyFile, 'identity' | 'pinned' | 'received'> {
  return vault === undefined ? {} : { identity: vault.identity.ageIdentity(), pinned: knownHere(vault), received: receivedRelease(vault) };
}

function describe(verification: Verification, record: readonly string[]): CommandAnswer {
  const { holds, signer, checks, statement, changes, time, notChecked } = verification;
  const key = parseSshPublicKey(signer.publicKey);
  const words = key.ok ? fingerprintWords(key.value.key) : [];
  const broken = checks.filter((check) => !check.holds);
  const listOf = (numbers: readonly string[]): string => (numbers.length === 0 ? 'none' : numbers.join(', '));
  const lines = [
    holds ? `The release holds: ${checks.length} checks.` : 'THE RELEASE DOES NOT HOLD.',
    bySigner(verification), ...(words.length === 0 ? [] : [`Its key in words: ${words.join(' ')}`]),
    ...broken.map(({ name, subject, page, message }) => `Does not hold: ${name}${subject === undefined ? '' : `, ${subject}`}${page === undefined ? '' : `, page ${page}`}${message === undefined ? '' : `: ${message}`}`),
    ...notChecked.map(({ message }) => `Not looked at: ${message}`),
    ...(changes === undefined ? [] : [`Since release ${changes.since}: added ${listOf(changes.added)}; replaced ${listOf(changes.replaced)}; withdrawn ${listOf(changes.withdrawn)}.`]),
    ...(time === undefined ? [] : [`${time.authority} vouches that it existed at ${time.at}.`]),
    ...record.map((file) => `Record: ${file}`),
  ];
  return {
    json: {
      holds, signer: { ...signer, words }, checks, notChecked, record,
      ...(statement === undefined ? {} : { release: { ...statement.release, case: statement.case, tools: statement.tools, court: statement.court, recipients: statement.recipients } }),
      ...(changes === undefined ? {} : { changes }), ...(time === undefined ? {} : { time }),
    },
    holds, words: lines.join('\n'),
  };
}

function bySigner({ signer }: Verification): string {
  if (signer.fingerprint === '') return 'No valid signature.';
  if (signer.standing === 'changed') return `THE SIGNER'S KEY CHANGED: it is now ${signer.fingerprint}. Believe nothing in it before they confirm it by another way.`;
  return `Signed by ${signer.fingerprint}${signer.known ? ', a signer whom you know' : '. Compare this fingerprint with the one that the sender gave you'}.`;
}

async function againstList(context: CommandContext, list: string): Promise<Result<CommandAnswer, Failure>> {
  const source = await readList(list, { identityFile: context.option('identity'), signal: context.signal });
  if (!source.ok) return source;
  const [file = ''] = context.words;
  const verified = await verifyExhibit(file, source.value, context);
  if (!verified.ok) return verified;
  const { signedBy } = source.value;
  const vouched = signedBy === undefined ? 'Nobody signed the list: it is worth what the one is worth who gave it to you.' : `The list is signed by ${signedBy}.`;
  return success({ json: { ...verified.value, ...(signedBy === undefined ? {} : { signedBy }) }, holds: verified.value.holds, words: [...verified.value.checks.map(({ message }) => message ?? ''), vouched].join('\n') });
}

async function byHash(context: CommandContext, typed: string): Promise<Result<CommandAnswer, Failure>> {
  const [list = ''] = context.words;
  const source = await readList(list, { identityFile: context.option('identity'), signal: context.signal });
  if (!source.ok) return source;
  const found = findExhibit(source.value, typed);
  if (!found.ok) return found;
  const words = found.value.length === 0 ? 'No exhibit has a hash that begins so.' : found.value.map(({ number, sha256 }) => `${number}  ${sha256}`).join('\n');
  return success({ json: { exhibits: found.value }, holds: found.value.length > 0, words });
}
