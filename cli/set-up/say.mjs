/** Words of the set-up go to standard error: standard output belongs to the command. */
export function say(words) {
  process.stderr.write(`${words}\n`);
}

/** A reason that the user can act on. */
export class SetUpError extends Error {}
