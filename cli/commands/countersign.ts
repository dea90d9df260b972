import { countersignForOther } from '../../engine/operations/held-checkpoints.ts';
import { readText } from '../../engine/operations/verify-file.ts';
import { writeNewFile } from '../../engine/operations/write-new-file.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'sign the head of another side\'s log with the key of your case',
  usage: `CASE --checkpoint FILE --signer KEY --out FILE

  --checkpoint FILE  the head as the other side handed it out, or data/custody/checkpoint of a release
  --signer KEY       the key of that side, compared with them beforehand
  Hand the result back, and keep a copy: a history that is rewritten afterwards no longer agrees with it.`,
  options: { checkpoint: { type: 'string' }, signer: { type: 'string' }, out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [file, signer, out] = [context.option('checkpoint'), context.option('signer'), context.option('out')];
    if (file === undefined || signer === undefined || out === undefined) return refusal(failure('usage', 'Name the checkpoint, the key that signed it and the result: --checkpoint FILE --signer KEY --out FILE.'));
    const note = await readText(file);
    if (!note.ok) return note;
    const key = signer.includes('ssh-ed25519') ? success(signer) : await readText(signer);
    if (!key.ok) return key;
    return withCase(
      context,
      async (vault) => {
        const signed = countersignForOther(vault, note.value, key.value.trim());
        if (!signed.ok) return refusal({ ...signed.failure, subject: file });
        const written = await writeNewFile(out, async (write) => {
          await write(Buffer.from(signed.value.checkpoint));
          return success(undefined);
        });
        if (!written.ok) return written;
        const { caseId, size } = signed.value;
        return success({ json: { out, case: caseId, size, witness: vault.identity.fingerprint }, words: `${out}: the head of ${size} events of the case ${caseId}, countersigned by ${vault.identity.fingerprint}.` });
      },
      { readOnly: true },
    );
  },
};
