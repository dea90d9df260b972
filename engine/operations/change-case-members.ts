import { access } from 'node:fs/promises';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { changeMembers, makeIdentityFile, type CaseMember, type ChangeMembersOptions, type MakeIdentityOptions, type MemberInvitation } from '../vault/index.ts';
import { systemFailure } from './system-failure.ts';
import { readText } from './verify-file.ts';

const invitationSchema = z.object({ name: z.string().trim().min(1).max(500), sshPublicKey: z.string().max(2000), recipient: z.string().max(200) });

/** Makes an identity file for a colleague of their own; never over a file that is there. Codes: `output-exists`, and those of `makeIdentityFile`. */
export async function createIdentity(options: MakeIdentityOptions): Promise<Result<Pick<CaseMember, 'name' | 'fingerprint' | 'sshPublicKey' | 'recipient'>, Failure>> {
  const exists = await access(options.path).then(() => true, () => false);
  if (exists) return refusal(failure('output-exists', 'There is already a file of this name. An identity that is written over is lost for ever.', { subject: options.path }));
  try {
    return await makeIdentityFile(options);
  } catch (error) {
    const failed = systemFailure(error, options.path);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

/** Reads what a colleague sent: name and public keys as JSON. Codes: those of reading, `recipient-invalid`. */
export async function readInvitation(file: string): Promise<Result<Omit<MemberInvitation, 'compartments'>, Failure>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const parsed = invitationSchema.safeParse(parseJson(text.value));
  return parsed.success ? success(parsed.data) : refusal(failure('recipient-invalid', 'This is no invitation: it must be JSON with name, sshPublicKey and recipient, as `custodia identity` prints it.', { subject: file }));
}

/** Adds and removes members of a case that nobody has open. Codes: those of `changeMembers`. */
export async function changeCaseMembers(options: ChangeMembersOptions): Promise<Result<readonly CaseMember[], Failure>> {
  try {
    return await changeMembers(options);
  } catch (error) {
    const failed = systemFailure(error, options.folder);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
