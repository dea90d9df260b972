import { exportLog } from '../../engine/operations/export-log.ts';
import { readText } from '../../engine/operations/verify-file.ts';
import { success } from '../../shared/result.ts';
import type { LoggedEvent, Vault } from '../../engine/vault/index.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'show the event log of a case, verified',
  usage: 'CASE [--full] [--checkpoint F] [--out LOG.jsonl]   --full reads every object and database; F is a checkpoint held elsewhere',
  options: { full: { type: 'boolean' }, checkpoint: { type: 'string' }, out: { type: 'string' } },
  words: [1, 1],
  run: async (context) => {
    const file = context.option('checkpoint');
    const held = file === undefined ? success(undefined) : await readText(file);
    if (!held.ok) return held;
    return withCase(
      context,
      async (vault) => {
        const events = [...vault.events()];
        const full = context.flag('full');
        const { faults } = await vault.check({ signal: context.signal, report: context.report, logOnly: !full, ...(held.value === undefined ? {} : { checkpoint: held.value }) });
        // A stored file that nothing refers to is told, but nothing that the case knows is touched by it.
        const holds = faults.every(({ code }) => code === 'object-unknown');
        const verdict = holds ? `The log holds: ${events.length} events, each in its place.` : 'The case does not hold.';
        const told = faults.map(({ code, message, document }) => `${code === 'object-unknown' ? 'Note' : 'Does not hold'}: ${document === undefined ? '' : `${document}: `}${message}`);
        const out = context.option('out');
        const exported = holds && out !== undefined ? await exportLog(vault, { out }) : undefined;
        if (exported?.ok === false) return exported;
        const wrote = exported === undefined ? [] : [`${out ?? ''}: ${exported.value.events} events as canonical JSON lines; their signed head is in ${out ?? ''}.checkpoint`, `Its key: ${exported.value.verifierKey}`];
        return success({
          json: { holds, events, checkpoint: vault.checkpoint(), faults, ...(exported === undefined ? {} : { exported: { file: out, ...exported.value } }) },
          words: [...events.map((event) => lineOf(event, vault)), ...told, verdict, ...wrote].join('\n'), holds,
        });
      },
      { readOnly: true },
    );
  },
};

function lineOf({ index, at, actor, action, object, reason }: LoggedEvent, vault: Vault): string {
  const who = actor === vault.identity.fingerprint ? '' : ` by ${actor}`;
  return `${String(index).padStart(5)}  ${at}  ${action.padEnd(20)} ${object ?? ''}${reason === undefined ? '' : `  "${reason}"`}${who}`.trimEnd();
}
