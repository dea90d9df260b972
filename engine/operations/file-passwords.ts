/**
 * Asks for the password of one protected file. `label` leads to it: its name, or the names of what it lies in and its own, `mail.eml › scan.pdf`. `wrong`: one was given before and did not
 * open it. Undefined means that there is none: the file is then refused. What is answered is used once and kept nowhere.
 */
export type AskPassword = (label: string, wrong: boolean) => Promise<string | undefined>;

/** Between the name of a container and the name of a file inside it. */
export const inside = ' › ';
const mostTries = 5;

/** Answers from passwords given by name: the label whole, its last part, or the label of a file inside it, for an archive is asked for what its files are protected with. */
export function passwordsByName(given: readonly { readonly name: string; readonly password: string }[]): AskPassword {
  const byName = new Map(given.map(({ name, password }) => [name.normalize('NFC'), password]));
  const within = (label: string): string | undefined => [...byName].find(([name]) => name.startsWith(`${label}${inside}`))?.[1];
  return (label, wrong) => Promise.resolve(wrong ? undefined : (byName.get(label.normalize('NFC')) ?? byName.get(lastPart(label)) ?? within(label.normalize('NFC'))));
}

function lastPart(label: string): string {
  return (label.normalize('NFC').split(inside).at(-1) ?? '').split(/[/\\]/u).at(-1) ?? '';
}

/** Tries to open something with no password or the given one, then with those that are answered, until it opens or no new one comes. */
export async function tryPasswords<T>(
  attempt: (password: string | undefined) => Promise<T>, { isLocked, label, ask, first }: { readonly isLocked: (outcome: T) => boolean; readonly label: string; readonly ask: AskPassword | undefined; readonly first: string | undefined },
): Promise<T> {
  let outcome = await attempt(first);
  let wrong = first !== undefined;
  for (let tries = 0; tries < mostTries && ask !== undefined && isLocked(outcome); tries++) {
    const password = await ask(label, wrong);
    if (password === undefined || password === '') break;
    outcome = await attempt(password);
    wrong = true;
  }
  return outcome;
}
