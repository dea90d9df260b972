import { readBytes, readText } from '../../engine/operations/verify-file.ts';
import { requestTimeOfFile, takeInTime } from '../../engine/operations/trusted-time-of-release.ts';
import { remarkInEnglish } from '../../shared/case-model/verification-remark.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'trusted time for a release: write the request, keep the token that came back',
  usage: `RELEASE --out REQUEST.tsq [--identity F]
       custodia timestamp CASE --release ID --token TOKEN.tsr --certificate F…

  The request (RFC 3161) is carried to a time-stamping authority by whoever may go online; the token comes back as a file.
  custodia verify RELEASE --time TOKEN.tsr --certificate F, or openssl ts -verify -data data/release.json -in TOKEN.tsr -CAfile F, checks it.`,
  options: { out: { type: 'string' }, identity: { type: 'string' }, release: { type: 'string' }, token: { type: 'string' }, certificate: { type: 'string', multiple: true } },
  words: [1, 1],
  async run(context) {
    const [release, token, out] = [context.option('release'), context.option('token'), context.option('out')];
    if (release === undefined && out !== undefined) {
      const [file = ''] = context.words;
      const identity = context.option('identity');
      const key = identity === undefined ? success(undefined) : await readText(identity);
      if (!key.ok) return key;
      const written = await requestTimeOfFile(file, { out, identity: key.value }, context);
      if (!written.ok) return written;
      return success({ json: written.value, words: `${out}: a request over the SHA-256 of the statement, ${written.value.sha256}.` });
    }
    if (release === undefined || token === undefined || context.options('certificate').length === 0) return refusal(failure('usage', 'Write a request with --out REQUEST.tsq, or keep a token with --release ID --token TOKEN.tsr --certificate F.'));
    const [bytes, ...certificates] = await Promise.all([token, ...context.options('certificate')].map(readBytes));
    if (bytes?.ok !== true) return bytes ?? refusal(failure('file-missing', 'There is no token.'));
    const trusted: Uint8Array[] = [];
    for (const certificate of certificates) {
      if (!certificate.ok) return certificate;
      trusted.push(certificate.value);
    }
    return withCase(context, async (vault) => {
      const time = await takeInTime(context.engine, vault, { release, token: bytes.value, certificates: trusted }, context);
      if (!time.ok) return time;
      const { holds, why, at, authority } = time.value;
      return success({ json: time.value, holds, words: holds ? `${authority} vouches that the release existed at ${at}. The token is kept in the case.` : `The token does not hold and was not kept: ${why === undefined ? '' : remarkInEnglish({ code: why })}` });
    });
  },
};
