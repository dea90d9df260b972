import { listSavedSearches, saveSearch } from '../../engine/operations/saved-searches.ts';
import { searchCase, type SearchPlace } from '../../engine/operations/search-case.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'find words, with document, page, snippet and place',
  usage: 'CASE QUERY [--language L] [--in text,translations,names,notes] [--save NAME]   or   CASE --saved NAME',
  options: { language: { type: 'string' }, in: { type: 'string' }, save: { type: 'string' }, saved: { type: 'string' } },
  words: [1, 100],
  async run(context) {
    const typed = context.words.slice(1).join(' ');
    const [save, saved] = [context.option('save'), context.option('saved')];
    const places = readPlaces(context.option('in'));
    if (!places.ok) return places;
    if ((typed === '') === (saved === undefined) || (save !== undefined && saved !== undefined)) return refusal(failure('usage', 'Give words to search for, or the name of a saved search with --saved.'));
    return withCase(
      context,
      (vault) => {
        const known = saved === undefined ? undefined : listSavedSearches(vault).find(({ name }) => name === saved);
        if (saved !== undefined && known === undefined) return Promise.resolve(refusal(failure('usage', `There is no saved search “${saved}”.`, { subject: saved })));
        const language = context.option('language') ?? known?.language;
        const search = { query: known?.query ?? typed, ...(language === undefined ? {} : { language }), ...(places.value === undefined ? {} : { places: places.value }) };
        const kept = save === undefined ? success(undefined) : saveSearch(vault, { id: listSavedSearches(vault).find(({ name }) => name === save)?.id, name: save, ...search });
        if (!kept.ok) return Promise.resolve(kept);
        const hits = searchCase(vault, search.query, { language, places: search.places ?? known?.places });
        const lines = hits.map(({ document, page, snippet, place }) => `${document}, ${place === 'names' ? 'its name' : `page ${page}`}: ${snippet.replaceAll('\n', ' ')}`);
        return Promise.resolve(success({ json: { hits }, words: hits.length === 0 ? 'Nothing found.' : lines.join('\n') }));
      },
      { readOnly: save === undefined },
    );
  },
};

const allPlaces: readonly SearchPlace[] = ['text', 'translations', 'names', 'notes'];

function readPlaces(given: string | undefined): Result<readonly SearchPlace[] | undefined, Failure> {
  if (given === undefined) return success(undefined);
  const names = given.split(',').map((name) => name.trim());
  const places = allPlaces.filter((place) => names.includes(place));
  return places.length === names.length ? success(places) : refusal(failure('usage', `--in takes ${allPlaces.join(', ')}.`, { subject: given }));
}
