import { courtProfiles } from '../bundle/index.ts';

/** Court profiles to choose from. */
export function courtList(): { readonly id: string; readonly title: string }[] {
  return courtProfiles().map(({ id, title }) => ({ id, title }));
}
