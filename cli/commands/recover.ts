import { recoverCase } from '../../engine/operations/open-case.ts';
import { readText } from '../../engine/operations/verify-file.ts';
import type { Failure } from '../../shared/failure.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandContext } from '../command.ts';

export const command: Command = {
  summary: 'open a case whose passphrase is lost, with its recovery words or shares, and give it a new one',
  usage: 'CASE (--words-file F | --share-file F…)   the passphrase that is asked for is the new one',
  options: { 'words-file': { type: 'string' }, 'share-file': { type: 'string', multiple: true } },
  words: [1, 1],
  async run(context) {
    const way = await readWay(context);
    if (!way.ok) return way;
    const passphrase = await context.passphrase(true);
    if (!passphrase.ok) return passphrase;
    const [folder = ''] = context.words;
    const recovered = await recoverCase({ folder, passphrase: passphrase.value, ...way.value });
    if (!recovered.ok) return recovered;
    const { caseId } = recovered.value;
    await recovered.value.close();
    return success({ json: { case: caseId }, words: `${folder} opens with the new passphrase. The recovery is on the log.\nMake a new recovery sheet or new shares: custodia recovery ${folder} --out sheet.pdf` });
  },
};

async function readWay(context: CommandContext): Promise<Result<{ readonly words: string } | { readonly shares: readonly string[] }, Failure>> {
  const wordsFile = context.option('words-file');
  const shareFiles = context.options('share-file');
  if ((wordsFile === undefined) === (shareFiles.length === 0)) return refusal(failure('usage', 'Give the 24 words in a file, or each share in one: --words-file words.txt, or --share-file a.txt --share-file b.txt.'));
  if (wordsFile !== undefined) {
    const words = await readText(wordsFile);
    return words.ok ? success({ words: words.value }) : words;
  }
  const shares: string[] = [];
  for (const file of shareFiles) {
    const share = await readText(file);
    if (!share.ok) return share;
    shares.push(share.value);
  }
  return success({ shares });
}
