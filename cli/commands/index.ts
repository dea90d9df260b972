import type { Command } from '../command.ts';

// Loaded one by one, so that `custodia check` does not wait for what only `custodia read` needs.
const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  init: () => import('./init.ts'),
  add: () => import('./add.ts'),
  read: () => import('./read.ts'),
  search: () => import('./search.ts'),
  list: () => import('./list.ts'),
  log: () => import('./log.ts'),
  run: () => import('./run.ts'),
  draft: () => import('./draft.ts'),
  build: () => import('./build.ts'),
  release: () => import('./release.ts'),
  verify: () => import('./verify.ts'),
  open: () => import('./open.ts'),
  review: () => import('./review.ts'),
  answer: () => import('./answer.ts'),
  answers: () => import('./answers.ts'),
  withdraw: () => import('./withdraw.ts'),
  contacts: () => import('./contacts.ts'),
  checkpoint: () => import('./checkpoint.ts'),
  countersign: () => import('./countersign.ts'),
  timestamp: () => import('./timestamp.ts'),
  check: () => import('./check.ts'),
  inspect: () => import('./inspect.ts'),
  redact: () => import('./redact.ts'),
  assemble: () => import('./assemble.ts'),
  recovery: () => import('./recovery.ts'),
  recover: () => import('./recover.ts'),
  passphrase: () => import('./passphrase.ts'),
  backup: () => import('./backup.ts'),
  identity: () => import('./identity.ts'),
  members: () => import('./members.ts'),
  doctor: () => import('./doctor.ts'),
};

export const commandNames: readonly string[] = Object.keys(commands);

/** The command of that name; undefined where there is none. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load === undefined ? undefined : (await load()).command;
}
