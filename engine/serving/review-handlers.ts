import type { Sha256 } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { makeAnswer } from '../operations/make-answer.ts';
import { pinnedSigners } from '../operations/pin-contact.ts';
import { receivedChanges, receivedRelease, type ReceivedRelease } from '../operations/received-release.ts';
import { listPositions, listReviewItems, removeReviewItems, savePosition, saveReviewItem } from '../operations/review-release.ts';
import { listAnswers, takeInAnswer, type TakenAnswer } from '../operations/take-in-answer.ts';
import { updateReceived } from '../operations/update-received.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './dispatch.ts';
import { pathsOf, refuseLocked, startCaseJob, type ServingContext } from './serving-context.ts';

type ReviewHandlers = Pick<Handlers, 'getReview' | 'saveReviewItem' | 'removeReviewItems' | 'savePosition' | 'makeAnswer' | 'takeInAnswer' | 'listAnswers' | 'updateReceived'>;

/** Answers what the window asks about the review of a received release, and about answers that came back. */
export function reviewHandlers(context: ServingContext): ReviewHandlers {
  const { engine, session, tokens, emit } = context;
  function change<T>(parts: Parameters<typeof emit<'caseChanged'>>[1]['parts'], work: (vault: Vault) => Promise<Result<T, Failure>> | Result<T, Failure>): Promise<Result<T, Failure>> {
    return session.use(async (vault) => {
      const done = refuseLocked(vault) ?? (await work(vault));
      if (done.ok) emit('caseChanged', { parts });
      return done;
    });
  }
  return {
    getReview: () => session.use((vault) => {
      const received = receivedRelease(vault);
      return success({ release: received === undefined ? null : describe(vault, received), items: listReviewItems(vault), positions: listPositions(vault), changes: receivedChanges(vault) });
    }),
    updateReceived({ file, identity }) {
      const paths = pathsOf(tokens, identity === undefined ? [file] : [file, identity]);
      if (!paths.ok) return paths;
      const [path = '', identityFile] = paths.value;
      return startCaseJob(context, 'updateReceived', async (vault, options) => {
        const own = identityFile === undefined ? { identity: vault.identity.ageIdentity() } : { identityFile };
        const updated = refuseLocked(vault) ?? (await updateReceived(engine, vault, { file: path, ...own }, options));
        if (updated.ok) {
          session.documentsChanged(vault.documents.list().map(({ id }) => id));
          emit('caseChanged', { parts: ['head', 'bundle', 'review', 'log'] });
        }
        return updated;
      });
    },
    saveReviewItem: (item) => change(['review'], (vault) => saveReviewItem(vault, item)),
    removeReviewItems: ({ items }) => change(['review'], (vault) => {
      const removed = removeReviewItems(vault, items);
      return removed.ok ? success({}) : removed;
    }),
    savePosition: ({ document, stand, reason }) => change(['review'], (vault) => savePosition(vault, { document, stand, reason })),
    makeAnswer({ place, recipient, countersign }) {
      const out = tokens.pathOf(place);
      return out.ok ? change(['log'], (vault) => makeAnswer(vault, { out: out.value, recipient, countersign })) : out;
    },
    takeInAnswer({ file, signers }) {
      const path = tokens.pathOf(file);
      return path.ok ? change(['answers', 'log'], async (vault) => {
        const taken = await takeInAnswer(vault, path.value, signers);
        return taken.ok ? success(answerOf(taken.value)) : taken;
      }) : path;
    },
    listAnswers: () => session.use((vault) => success({ answers: listAnswers(vault).map(answerOf) })),
  };
}

function describe(vault: Vault, { statement, signer, openedAt }: ReceivedRelease): NonNullable<CallOutput<'getReview'>['release']> {
  const { release, case: about, sealed, redactions } = statement;
  return {
    ...release, openedAt, caseTitle: about.title, ...(about.reference === undefined ? {} : { caseReference: about.reference }),
    signer: { name: signer.name, fingerprint: signer.fingerprint, publicKey: signer.publicKey, known: pinnedSigners(vault).some(({ fingerprint }) => fingerprint === signer.fingerprint) },
    ...(statement.signer.recipient === undefined ? {} : { answerTo: statement.signer.recipient }),
    sealed: sealed.map(({ number, position, sizeClass }) => ({ number, position, sizeClass })),
    redactions: redactions.map(({ number, zones, ground }) => ({ number, zones, ground })),
  };
}

function answerOf({ id, answer, signer, takenInAt, otherFiles, countersigned }: TakenAnswer): CallOutput<'takeInAnswer'> {
  const { at, release, by, positions, remarks } = answer;
  return {
    id, at, takenInAt, otherFiles, countersigned, release: { id: release.id, number: release.number, edition: release.edition },
    by: { name: by.name, fingerprint: signer.fingerprint, publicKey: signer.publicKey, standing: signer.standing },
    positions: positions.map(({ reason, ...position }) => ({ ...position, sha256: position.sha256 as Sha256, ...(reason === undefined ? {} : { reason }) })),
    remarks: remarks.map(({ rect, ...remark }) => ({ ...remark, sha256: remark.sha256 as Sha256, ...(rect === undefined ? {} : { rect }) })),
  };
}
