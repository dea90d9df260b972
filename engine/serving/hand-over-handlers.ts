import { failure, type Failure } from '../../shared/failure.ts';
import type { EditionName } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { verifyFile } from '../operations/verify-file.ts';
import type { Handlers } from './dispatch.ts';
import type { ServingContext } from './serving-context.ts';

type HandOverHandlers = Pick<Handlers, 'listReleases' | 'verifyRelease'>;

/** Answers what the window asks about what leaves the case and what came from elsewhere. */
export function handOverHandlers(context: ServingContext): HandOverHandlers {
  const { session, jobs, tokens } = context;
  return {
    listReleases: () => session.use((vault) => success({
      releases: vault.releases.list().map(({ id, edition, madeAt, sha256, bytes, recipients, pages, exhibits }) => ({ release: id, edition: edition as EditionName, madeAt, sha256, bytes, recipients, pages, exhibits })),
    })),
    verifyRelease({ file, identity, signers }) {
      const path = tokens.pathOf(file);
      if (!path.ok) return path;
      const identityFile = optionalPath(context, identity);
      if (!identityFile.ok) return identityFile;
      const [signer] = signers ?? [];
      return success(jobs.start('verifyRelease', async (options) => {
        const verified = await verifyFile(path.value, { ...options, ...(identityFile.value === undefined ? {} : { identityFile: identityFile.value }), ...(signer === undefined ? {} : { signer }) });
        return verified;
      }));
    },
  };
}

/** What this build does not do yet answers so, instead of pretending. */
export function notOffered(): Result<never, Failure> {
  return refusal(failure('not-offered', 'This version does not offer that in the window yet. Use the command `custodia` for it.'));
}

function optionalPath({ tokens }: ServingContext, token: string | undefined): Result<string | undefined, Failure> {
  return token === undefined ? success(undefined) : tokens.pathOf(token);
}
