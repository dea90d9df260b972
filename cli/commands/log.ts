import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'show the event log of a case, verified',
  usage: 'CASE [--full]',
  options: { full: { type: 'boolean' } },
  words: [1, 1],
  run: (context) =>
    withCase(
      context,
      async (vault) => {
        const events = [...vault.events()];
        const report = await vault.check({ signal: context.signal, report: context.report });
        const logFaults = report.faults.filter(({ code }) => code === 'log-damaged' || code === 'rolled-back');
        const faults = context.flag('full') ? report.faults : logFaults;
        // A stored file that nothing refers to is told, but nothing that the case knows is touched by it.
        const holds = faults.every(({ code }) => code === 'object-unknown');
        const lines = events.map(({ index, at, action, object }) => `${String(index).padStart(5)}  ${at}  ${action.padEnd(20)} ${object ?? ''}`);
        const verdict = holds ? `The log holds: ${events.length} events, each in its place.` : 'The case does not hold.';
        const told = faults.map(({ code, message }) => `${code === 'object-unknown' ? 'Note' : 'Does not hold'}: ${message}`);
        return success({ json: { holds, events, checkpoint: vault.checkpoint(), faults }, words: [...lines, ...told, verdict].join('\n'), holds });
      },
      { readOnly: true },
    ),
};
