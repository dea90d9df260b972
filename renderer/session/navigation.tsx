import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Rect } from '../../shared/geometry.ts';

export const caseScreens = ['overview', 'review', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log', 'tools', 'settings'] as const;
export type CaseScreen = (typeof caseScreens)[number];

export const translationTabs = ['versions', 'search', 'glossary', 'drafts'] as const;
export type TranslationTab = (typeof translationTabs)[number];

/** Where on a screen one arrives: a filter, a dialog, a view of it. */
export type ScreenPart = 'unread' | 'no-custody' | 'duplicates' | 'hidden' | 'numbering' | 'references' | 'court';

export type CasePlace =
  | { readonly screen: Exclude<CaseScreen, 'translations'> | 'verify'; readonly part?: ScreenPart }
  /** `version` shows its details; `sentences` those of this translation, from the 0-based `row` on; `draft` a machine's draft. */
  | { readonly screen: 'translations'; readonly tab?: TranslationTab; readonly version?: string; readonly sentences?: string; readonly row?: number; readonly query?: string; readonly draft?: { readonly document: string; readonly language: string } }
  /** `mode` opens the viewer with its redaction tools; `query` with the hits of a search; `mark` points at places of the page, in points; `beside` shows that translation or original in step; `doubt` begins with the doubtful word at that place. */
  | {
      readonly screen: 'document'; readonly document: string; readonly page?: number; readonly mode?: 'read' | 'redact'; readonly query?: string;
      readonly mark?: readonly Rect[]; readonly beside?: string; readonly doubt?: Rect;
    };

export interface Navigation {
  readonly place: CasePlace;
  readonly go: (place: CasePlace) => void;
  readonly back: () => void;
  /** The edition that redactions, bundle and releases are looked at for. */
  readonly edition: string;
  readonly setEdition: (edition: string) => void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (navigation === null) throw new Error('No navigation above this component.');
  return navigation;
}

/** Where somebody was in a case: screens and opaque ids, no words of the case. Held in memory alone, while it is locked. */
export interface LeftAt {
  readonly place: CasePlace;
  readonly edition: string;
}

/** A place without what was typed or pointed at there. */
function withoutWords(place: CasePlace): CasePlace {
  if (place.screen === 'document') return { screen: 'document', document: place.document, ...(place.page === undefined ? {} : { page: place.page }), ...(place.mode === undefined ? {} : { mode: place.mode }), ...(place.beside === undefined ? {} : { beside: place.beside }) };
  if (place.screen === 'translations') {
    const { tab, version, sentences, row } = place;
    return { screen: 'translations', ...(tab === undefined ? {} : { tab }), ...(version === undefined ? {} : { version }), ...(sentences === undefined ? {} : { sentences }), ...(row === undefined ? {} : { row }) };
  }
  return { screen: place.screen };
}

/** Where in the case the window is: at `from` in the beginning, and `onLeave` is told where it was at the end. */
export function NavigationProvider({ from, onLeave, children }: { readonly from: LeftAt | null; readonly onLeave: (at: LeftAt) => void; readonly children: ReactNode }) {
  const [trail, setTrail] = useState<readonly CasePlace[]>(from === null || from.place.screen === 'overview' ? [{ screen: 'overview' }] : [{ screen: 'overview' }, from.place]);
  const [edition, setEdition] = useState(from?.edition ?? 'court');
  const go = useCallback((place: CasePlace) => { setTrail((known) => [...known.slice(-20), place]); }, []);
  const back = useCallback(() => { setTrail((known) => (known.length > 1 ? known.slice(0, -1) : known)); }, []);
  const navigation = useMemo<Navigation>(
    () => ({ place: trail.at(-1) ?? { screen: 'overview' }, go, back, edition, setEdition }),
    [trail, go, back, edition],
  );
  const last = useRef(navigation);
  useEffect(() => { last.current = navigation; }, [navigation]);
  useEffect(() => () => { onLeave({ place: withoutWords(last.current.place), edition: last.current.edition }); }, [onLeave]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}
