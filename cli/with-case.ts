import { openCase } from '../engine/operations/open-case.ts';
import type { Vault } from '../engine/vault/index.ts';
import type { Failure } from '../shared/failure.ts';
import type { Result } from '../shared/result.ts';
import type { CommandAnswer, CommandContext } from './command.ts';

/** Opens the case in the command's first word, does the work, and closes it whatever happens. */
export async function withCase(
  context: CommandContext, work: (vault: Vault) => Promise<Result<CommandAnswer, Failure>>, options: { readonly readOnly?: boolean } = {},
): Promise<Result<CommandAnswer, Failure>> {
  const [folder = ''] = context.words;
  const passphrase = await context.passphrase(false);
  if (!passphrase.ok) return passphrase;
  const opened = await openCase({ folder, passphrase: passphrase.value, ...asMember(context), ...options });
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** Whose identity opens the case, and whom it expects to have made it: `--member`, `--maker`. */
export function asMember(context: Pick<CommandContext, 'option'>): { readonly identityFile?: string; readonly maker?: string } {
  const identityFile = context.option('member');
  const maker = context.option('maker');
  return { ...(identityFile === undefined ? {} : { identityFile }), ...(maker === undefined ? {} : { maker }) };
}
