import { readdirSync, readFileSync } from 'node:fs';
import { courtProfileSchema, type CourtProfile } from '../../shared/courts/court-profile.ts';

const folder = new URL('../../resources/courts/', import.meta.url);
let profiles: readonly CourtProfile[] | undefined;

/** The court profiles that the application brings, by id. */
export function courtProfiles(): readonly CourtProfile[] {
  profiles ??= readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => courtProfileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
  return profiles;
}

/** The profile with an id, undefined where there is none. */
export function courtProfile(id: string): CourtProfile | undefined {
  return courtProfiles().find((profile) => profile.id === id);
}
