import { receivedRelease } from '../../engine/operations/received-release.ts';
import { listPositions, listReviewItems, removeReviewItems, savePosition, saveReviewItem, type ReviewKind } from '../../engine/operations/review-release.ts';
import type { Vault } from '../../engine/vault/index.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandContext } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'review a release that was opened: notes, tags, bookmarks, positions',
  usage: `CASE [EXHIBIT [--note TEXT | --tag TEXT | --bookmark] [--page N [--rect x,y,w,h]] [--share]
              [--agree | --contest REASON | --no-position]] [--remove ID]

  Without anything it shows what was noted. Notes are private and stay encrypted in your case; --share lets a note go into the answer.
  --rect is in points from the top left of the page as displayed.`,
  options: {
    note: { type: 'string' }, tag: { type: 'string' }, bookmark: { type: 'boolean' }, page: { type: 'string' }, rect: { type: 'string' }, share: { type: 'boolean' },
    agree: { type: 'boolean' }, contest: { type: 'string' }, 'no-position': { type: 'boolean' }, remove: { type: 'string', multiple: true },
  },
  words: [1, 2],
  run: (context) =>
    withCase(context, (vault) => {
      const done = change(context, vault);
      if (!done.ok) return Promise.resolve(done);
      const received = receivedRelease(vault);
      const exhibits = new Map(vault.documents.list().map(({ id, exhibit }) => [id, exhibit ?? id]));
      const numbered = <T extends { readonly document: DocumentId }>(one: T): T & { exhibit: string } => ({ ...one, exhibit: exhibits.get(one.document) ?? one.document });
      const [items, positions] = [listReviewItems(vault).map(numbered), listPositions(vault).map(numbered)];
      const lines = [
        ...positions.map(({ exhibit, stand, reason }) => `${exhibit}  ${stand}${reason === undefined ? '' : `: ${reason}`}`),
        ...items.map(({ id, exhibit, page, kind, text, shared }) => `${exhibit}${page === undefined ? '' : `, page ${page}`}  ${kind}${shared ? ', shared' : ''}: ${text}  [${id}]`),
      ];
      return Promise.resolve(success({
        json: { release: received === undefined ? null : { ...received.statement.release, signer: received.signer, sealed: received.statement.sealed }, items, positions },
        words: lines.length === 0 ? 'Nothing was noted yet.' : lines.join('\n'),
      }));
    }),
};

function change(context: CommandContext, vault: Vault): Result<unknown, Failure> {
  const removed = context.options('remove');
  if (removed.length > 0) return removeReviewItems(vault, removed);
  const [, exhibit] = context.words;
  if (exhibit === undefined) return success(undefined);
  const document = (vault.documents.byExhibit(exhibit) ?? vault.documents.get(exhibit as DocumentId))?.id;
  if (document === undefined) return refusal(failure('document-unknown', 'There is no such exhibit in this release.', { subject: exhibit }));
  const kinds: [ReviewKind, string | undefined][] = [['note', context.option('note')], ['tag', context.option('tag')], ['bookmark', context.flag('bookmark') ? '' : undefined]];
  const stand = context.flag('agree') ? 'agreed' as const : context.option('contest') !== undefined ? 'contested' as const : context.flag('no-position') ? 'no-position' as const : undefined;
  const [page, rect] = [pageOf(context), rectOf(context)];
  if (!page.ok) return page;
  if (!rect.ok) return rect;
  for (const [kind, text] of kinds) {
    if (text === undefined) continue;
    const saved = saveReviewItem(vault, { kind, document, text, page: page.value, rect: rect.value, shared: context.flag('share') });
    if (!saved.ok) return saved;
  }
  return stand === undefined ? success(undefined) : savePosition(vault, { document, stand, reason: context.option('contest') });
}

function pageOf(context: CommandContext): Result<number | undefined, Failure> {
  const given = context.option('page');
  if (given === undefined) return success(undefined);
  return /^[1-9]\d{0,5}$/.test(given) ? success(Number(given)) : refusal(failure('usage', 'A page is a number from 1 on: --page 3.'));
}

function rectOf(context: CommandContext): Result<Rect | undefined, Failure> {
  const given = context.option('rect');
  if (given === undefined) return success(undefined);
  const [x, y, width, height, ...more] = given.split(',').map(Number);
  const parts = [x, y, width, height];
  if (more.length > 0 || parts.some((part) => part === undefined || !Number.isFinite(part))) return refusal(failure('usage', 'A place is four numbers in points: --rect x,y,w,h.'));
  return success([x ?? 0, y ?? 0, width ?? 0, height ?? 0]);
}
