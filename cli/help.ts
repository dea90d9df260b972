import type { Command } from './command.ts';
import { commandNames, loadCommand } from './commands/index.ts';

const common = '  --json                 one JSON document on standard output\n  --passphrase-file F    the case\'s passphrase: first line of F; asked for where absent\n  --member F             your own identity file, where another made the case\n  --maker FINGERPRINT    at your first opening of another\'s case: its maker\'s, compared by voice\n';
const exitCodes = 'Exit codes: 0 done, or holds; 1 does not hold; 2 usage; 3 input refused; 4 a bug.\n';

/** The list of commands. */
export async function describeCommands(): Promise<string> {
  const lines: string[] = [];
  for (const name of commandNames) {
    const command = await loadCommand(name);
    if (command !== undefined) lines.push(`  ${name.padEnd(12)} ${command.summary}`);
  }
  return `custodia — encrypted court bundles that anyone can verify\n\n${lines.join('\n')}\n\nOptions of every command:\n${common}\n${exitCodes}\ncustodia help COMMAND tells more; custodia --version tells which it is.\n`;
}

/** How one command is used. */
export function describeCommand(name: string, command: Command): string {
  return `custodia ${name} ${command.usage}\n\n${command.summary}\n\n${common}\n${exitCodes}`;
}
