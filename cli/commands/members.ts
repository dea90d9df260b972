import { changeCaseMembers, readInvitation } from '../../engine/operations/change-case-members.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { CaseMember, CompartmentName, MemberInvitation } from '../../engine/vault/index.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'who holds keys of a case; let colleagues in, or take them out',
  usage: 'CASE [--add INVITATION.json… [--compartments work,protected-persons]] [--remove FINGERPRINT…]',
  options: { add: { type: 'string', multiple: true }, remove: { type: 'string', multiple: true }, compartments: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const remove = context.options('remove');
    const files = context.options('add');
    if (files.length === 0 && remove.length === 0) return withCase(context, (vault) => Promise.resolve(success(answer(vault.members()))), { readOnly: true });
    const add = await readInvitations(context, files);
    if (!add.ok) return add;
    const passphrase = await context.passphrase(false);
    if (!passphrase.ok) return passphrase;
    const [folder = ''] = context.words;
    const changed = await changeCaseMembers({ folder, passphrase: passphrase.value, add: add.value, remove });
    if (!changed.ok) return changed;
    const told = answer(changed.value);
    return success({ ...told, words: `${told.words}\n${remove.length > 0 ? 'Who was removed keeps what they have already seen or copied, and can open nothing that is written from now on.' : 'At the first opening a new member confirms your fingerprint with --maker.'}` });
  },
};

async function readInvitations(context: CommandContext, files: readonly string[]): Promise<Result<readonly MemberInvitation[], Failure>> {
  const compartments = (context.option('compartments') ?? 'work').split(',').map((name) => name.trim());
  const unknown = compartments.find((name) => name !== 'work' && name !== 'protected-persons');
  if (unknown !== undefined) return refusal(failure('usage', 'The compartments are work and protected-persons.', { subject: unknown }));
  const invitations: MemberInvitation[] = [];
  for (const file of files) {
    const read = await readInvitation(file);
    if (!read.ok) return read;
    invitations.push({ ...read.value, compartments: compartments as CompartmentName[] });
  }
  return success(invitations);
}

function answer(members: readonly CaseMember[]): CommandAnswer {
  return {
    json: { members },
    words: members.map(({ name, fingerprint, compartments, maker }) => `${fingerprint}  ${compartments.join(', ')}${maker ? '  (maker)' : ''}  ${name}`).join('\n'),
  };
}
