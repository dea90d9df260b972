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
        const lines = events.map(({ index, at, action, object }) => `${String(index).padStart(5)}  ${at}  ${action.padEnd(20)} ${object ?? ''}`);
        const verdict = faults.length === 0 ? `The log holds: ${events.length} events, each in its place.` : faults.map(({ message }) => `Does not hold: ${message}`).join('\n');
        return success({ json: { holds: faults.length === 0, events, checkpoint: vault.checkpoint(), faults }, words: [...lines, verdict].join('\n'), holds: faults.length === 0 });
      },
      { readOnly: true },
    ),
};
