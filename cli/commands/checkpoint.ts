import { checkCheckpoint, heldCheckpoints, takeInCheckpoint, witnessOfLine } from '../../engine/operations/held-checkpoints.ts';
import { readText } from '../../engine/operations/verify-file.ts';
import { checkpointWords } from '../../engine/release/index.ts';
import { writeNewFile } from '../../engine/operations/write-new-file.ts';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';
import { withCase } from '../with-case.ts';
import type { Vault } from '../../engine/vault/index.ts';

export const command: Command = {
  summary: 'the signed head of a case\'s log: hand it out, or hold a kept one against the log',
  usage: `CASE [--out FILE] [--check FILE [--witness KEY] [--keep]]

  --out FILE    writes the signed head, for a clerk or the other side to keep or countersign
  --check FILE  a head that somebody kept, countersigned or not: a history that was rewritten since is exposed
  --witness KEY the key of who countersigned it; pinned contacts are known anyway
  --keep        keeps the countersigned head: later releases prove that they go on from it`,
  options: { out: { type: 'string' }, check: { type: 'string' }, witness: { type: 'string' }, keep: { type: 'boolean' } },
  words: [1, 1],
  run: (context) =>
    withCase(
      context,
      async (vault) => {
        const check = context.option('check');
        if (check !== undefined) return checked(context, vault, check);
        const [note, size, out] = [vault.checkpoint(), vault.eventCount(), context.option('out')];
        if (out !== undefined) {
          const written = await writeNewFile(out, async (write) => {
            await write(Buffer.from(note));
            return success(undefined);
          });
          if (!written.ok) return written;
        }
        const held = heldCheckpoints(vault);
        const spoken = checkpointWords(note) ?? [];
        return success({
          json: { checkpoint: note, words: spoken, size, signer: vault.identity.sshPublicKey, held: held.map(({ size: events, witnesses, takenInAt }) => ({ size: events, witnesses, takenInAt })) },
          words: [note.trimEnd(), '', `In words: ${spoken.join(' ')}`, `${size} events. Countersigned heads that are kept: ${held.length}.`, `The log's key: ${vault.identity.sshPublicKey}`].join('\n'),
        });
      },
      { readOnly: !context.flag('keep') },
    ),
};

async function checked(context: CommandContext, vault: Vault, file: string): Promise<Result<CommandAnswer, Failure>> {
  const note = await readText(file);
  if (!note.ok) return note;
  const line = context.option('witness');
  const key = line === undefined ? undefined : line.includes('ssh-ed25519') ? success(line) : await readText(line);
  if (key?.ok === false) return key;
  const witness = key === undefined ? undefined : witnessOfLine(key.value.trim());
  if (witness?.ok === false) return witness;
  const witnesses = witness === undefined ? [] : [witness.value];
  const held = context.flag('keep') ? takeInCheckpoint(vault, note.value, witnesses) : checkCheckpoint(vault, note.value, witnesses);
  if (!held.ok) return held;
  const by = held.value.witnesses.map(({ name, fingerprint }) => `Countersigned by ${name}, ${fingerprint}.`);
  return success({ json: { holds: true, size: held.value.size, witnesses: held.value.witnesses, kept: context.flag('keep') }, holds: true, words: [`The log still holds everything that this head vouches for: ${held.value.size} events.`, ...by].join('\n') });
}
