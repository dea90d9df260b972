import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

export const caseScreens = ['overview', 'review', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log', 'tools', 'settings'] as const;
export type CaseScreen = (typeof caseScreens)[number];

export type CasePlace =
  | { readonly screen: CaseScreen | 'verify' }
  /** `mode` opens the viewer with its redaction tools; `query` with the hits of a search. */
  | { readonly screen: 'document'; readonly document: string; readonly page?: number; readonly mode?: 'read' | 'redact'; readonly query?: string };

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

/** Where in the case the window is. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const [trail, setTrail] = useState<readonly CasePlace[]>([{ screen: 'overview' }]);
  const [edition, setEdition] = useState('court');
  const go = useCallback((place: CasePlace) => { setTrail((known) => [...known.slice(-20), place]); }, []);
  const back = useCallback(() => { setTrail((known) => (known.length > 1 ? known.slice(0, -1) : known)); }, []);
  const navigation = useMemo<Navigation>(
    () => ({ place: trail.at(-1) ?? { screen: 'overview' }, go, back, edition, setEdition }),
    [trail, go, back, edition],
  );
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}
